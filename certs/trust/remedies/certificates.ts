import type { CertificateSummary, ParsedCertificate } from '../certificate.js';
import type { Refusal } from '../evaluate.js';
import { lpeTrustProfile } from '../profile.js';
import { signatureAlgorithm } from '../signature-algorithms.js';
import { amended, type Candidate, type Situation } from './remedy.js';

const DAY_MS = 86_400_000;
const sha1RSA = signatureAlgorithm('1.2.840.113549.1.1.5');
const sha256RSA = signatureAlgorithm('1.2.840.113549.1.1.11');

/** What the phone takes: SHA-256 wherever it can. */
function wantedSignature({ question }: Situation) {
  return (question.profile ?? lpeTrustProfile).sha256.is === 'refuse' ? sha1RSA : sha256RSA;
}

/** The certificate at fault with other dates. */
export function* renewing(situation: Situation, { at: fault, path }: Refusal): Generator<Candidate> {
  if (fault === undefined) return;
  const { at } = situation.question;
  const notBefore = new Date(at.getTime() - DAY_MS);
  const notAfter = new Date(at.getTime() + 365 * DAY_MS);
  const what = fault === path[0] ? 'certificate' : 'authority certificate';
  yield {
    step: { kind: 'renew', sentence: `Renew the ${what} "${fault.subject}" and assign the new one to the server.` },
    after: patching(situation, fault, (one) => ({ ...one, summary: { ...one.summary, notBefore, notAfter } })),
  };
}

/** The phone's date inside every validity of the path. */
export function* settingClock(situation: Situation, { path }: Refusal): Generator<Candidate> {
  const begins = path.map(({ notBefore }) => notBefore.getTime());
  const at = new Date(Math.max(...begins, situation.question.at.getTime()) + 1000);
  yield {
    step: {
      kind: 'set-clock',
      sentence: `Give the phone the right time (SRV record _ntp._udp, or UDP 123 to time.windows.com): from ${at.toISOString().slice(0, 10)} on this chain is valid.`,
    },
    after: { ...situation, question: { ...situation.question, at } },
  };
}

export function* naming(situation: Situation, { path }: Refusal): Generator<Candidate> {
  const leaf = path[0];
  if (leaf === undefined) return;
  const { question } = situation;
  const { name } = question;
  if (name !== '' && !name.includes('\0')) {
    yield {
      step: {
        kind: 'add-name',
        sentence: `Re-issue the certificate "${leaf.subject}" with ${name} among its subject alternative names.`,
      },
      after: patching(situation, leaf, (one) => ({
        ...one,
        facts: { ...one.facts, dnsNames: [...one.facts.dnsNames, name] },
      })),
    };
  }
  const other = leaf.names.find((one) => !one.includes('*') && one.includes('.'));
  if (other === undefined) return;
  yield {
    step: {
      kind: 'use-other-name',
      sentence: `Send the phone to ${other}, which the certificate covers, in DNS and DHCP option 120.`,
    },
    after: { ...situation, question: { ...question, name: other } },
  };
}

/** Every certificate with a refused signature, signed the common way. */
export function* signing(situation: Situation, { at: fault }: Refusal): Generator<Candidate> {
  const wanted = wantedSignature(situation);
  const alternate = fault?.signatureAlgorithm === 'RSASSA-PSS';
  const scheme = fault?.signatureAlgorithm;
  yield {
    step: alternate
      ? {
          kind: 'disable-alternate-signature',
          sentence: `Set AlternateSignatureAlgorithm=0 in CAPolicy.inf, renew the certification authority, and re-issue the chain with ${wanted.name}.`,
        }
      : {
          kind: 're-issue',
          sentence: `Re-issue "${fault?.subject ?? 'the chain'}" with ${wanted.name} instead of ${scheme ?? 'what it has'}.`,
        },
    after: amended(situation, (one) =>
      one.signature.name === scheme
        ? { ...one, signature: wanted, summary: { ...one.summary, signatureAlgorithm: wanted.name } }
        : undefined,
    ),
  };
}

/** RSA 2048 in place of every key of the refused kind, and RSA signatures by them. */
export function* keying(situation: Situation, { at: fault }: Refusal): Generator<Candidate> {
  if (fault === undefined) return;
  const wanted = wantedSignature(situation);
  yield {
    step: {
      kind: 're-issue',
      sentence: `Re-issue "${fault.subject}", and every certificate with such a key, with an RSA key of 2048 bits.`,
    },
    after: amended(situation, (one) => {
      const fits = one.keyType === 'rsa' && one.summary.keyBits >= 1024 && one.summary.keyBits <= 2048;
      const signature = one.signature.scheme === 'ecdsa' ? wanted : one.signature;
      if (fits && signature === one.signature) return undefined;
      return { ...one, keyType: 'rsa', signature, summary: { ...one.summary, keyBits: 2048 } };
    }),
  };
}

/** The certificate at fault with the extension that was missing or in the way. */
export function* extending(situation: Situation, { at: fault, path, reason }: Refusal): Generator<Candidate> {
  if (fault === undefined) return;
  const authority = fault !== path[0];
  const patches: Readonly<Record<string, readonly [string, (one: ParsedCertificate) => ParsedCertificate]>> = {
    'not-an-authority': [
      'as a certification authority (template Subordinate Certification Authority)',
      (one) => ({
        ...one,
        facts: { ...one.facts, basicConstraints: { authority: true } },
        summary: { ...one.summary, isAuthority: true },
      }),
    ],
    'path-length': [
      'without a path length, or with a larger one',
      (one) => ({ ...one, facts: { ...one.facts, basicConstraints: { authority: true } } }),
    ],
    'key-usage': [
      authority ? 'with keyCertSign in its key usage' : 'with digitalSignature and keyEncipherment in its key usage',
      (one) => ({ ...one, facts: { ...one.facts, keyUsage: undefined } }),
    ],
    'extended-key-usage': [
      'with server authentication among its uses (template Web Server)',
      (one) => ({ ...one, facts: { ...one.facts, extendedKeyUsage: undefined } }),
    ],
    'unknown-critical-extension': [
      'without the critical extension',
      (one) => ({ ...one, facts: { ...one.facts, unknownCritical: [] } }),
    ],
    'no-revocation-address': [
      'with the address of its revocation list',
      (one) => ({ ...one, facts: { ...one.facts, hasRevocationAddress: true } }),
    ],
  };
  const patch = patches[reason];
  if (patch === undefined) return;
  yield {
    step: {
      kind: authority ? 're-issue-authority' : 're-issue',
      sentence: `Re-issue the ${authority ? 'authority certificate' : 'certificate'} "${fault.subject}" ${patch[0]}.`,
    },
    after: patching(situation, fault, patch[1]),
  };
}

/** Every authority without name constraints. */
export function* unconstraining(situation: Situation): Generator<Candidate> {
  yield {
    step: {
      kind: 're-issue-authority',
      sentence: 'Re-issue the constrained authority so that it permits the names of this server.',
    },
    after: amended(situation, (one) => ({ ...one, facts: { ...one.facts, nameConstraints: undefined } })),
  };
}

function patching(
  situation: Situation,
  certificate: CertificateSummary,
  patch: (one: ParsedCertificate) => ParsedCertificate,
): Situation {
  return amended(situation, (one) => (one.summary.thumbprint === certificate.thumbprint ? patch(one) : undefined));
}
