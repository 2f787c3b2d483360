import { deliveredAnchor } from '../anchor.js';
import { parseOnce } from '../certificate.js';
import type { Refusal } from '../evaluate.js';
import { compareFirmware } from '../firmware.js';
import { trustStore } from '../trust-store.js';
import { amended, assuming, type Candidate, type RemedySources, type Situation } from './remedy.js';

/** First image that the software before Lync installs no longer: its signature is another. */
const FIRST_IMAGE_OCS_REFUSES = '4.0.7577.4100';
const LAST_IMAGE_OCS_TAKES = '4.0.7577.4066';

/** Newer firmware with other roots or rules, oldest first. */
export function* updates(situation: Situation, sources: RemedySources): Generator<Candidate> {
  const { firmware } = situation;
  const newer = trustStore()
    .sets.map((set) => set.from)
    .filter((from) => compareFirmware(from, firmware) > 0)
    .toSorted(compareFirmware);
  for (const to of newer) {
    const twoSteps = compareFirmware(firmware, '4.0.0.0') < 0 && compareFirmware(to, FIRST_IMAGE_OCS_REFUSES) >= 0;
    const first = twoSteps ? ` (first to ${LAST_IMAGE_OCS_TAKES}: newer images are refused by ${firmware})` : '';
    yield {
      step: { kind: 'update-firmware', sentence: `Update the phone to ${to} or later${first}.` },
      after: sources.withFirmware(situation, to),
    };
  }
}

/** The root above the refused path, published: the certificate itself where it is at hand. */
export function* publishing(situation: Situation, refusal: Refusal, sources: RemedySources): Generator<Candidate> {
  const top = refusal.path.at(-1);
  if (top === undefined) return;
  const subject = top.issuer;
  const how = (name: string) =>
    `Publish the root "${name}" in Active Directory (certutil -f -dspublish FILE RootCA) or in the certificate web service (New-CsWebTrustedCACertificate, Set-CsWebServiceConfiguration -TrustedCACerts).`;
  const { question } = situation;
  const stored = trustStore().roots.flatMap(({ certificate }) =>
    certificate === undefined ? [] : [Buffer.from(certificate, 'base64')],
  );
  const roots = [...sources.authorities, ...stored].filter((der) => {
    const { selfSigned, subject: own } = parseOnce(der).summary;
    return selfSigned && own === subject && !question.anchors.some((anchor) => anchor.certificate?.equals(der));
  });
  for (const root of roots) {
    yield {
      step: { kind: 'publish-root', sentence: how(subject) },
      after: {
        ...situation,
        question: { ...question, anchors: [...question.anchors, deliveredAnchor(root, 'certificate-service')] },
      },
    };
  }
  const isIntermediate = sources.authorities.some((der) => parseOnce(der).summary.subject === subject);
  if (roots.length > 0 || isIntermediate || top.selfSigned) return;
  yield {
    step: {
      kind: 'publish-root',
      sentence: how(subject),
      assumes: `the certificate of "${subject}", which was not given, is such a root and still valid`,
    },
    after: assuming(situation, subject),
  };
}

/** A delivered root that ended, delivered anew: a built-in one only its maker can renew. */
export function* renewingRoot(situation: Situation, refusal: Refusal): Generator<Candidate> {
  const { question } = situation;
  const ended = question.anchors.find(
    ({ origin, thumbprint }) => origin !== 'firmware' && thumbprint === refusal.at?.thumbprint,
  );
  if (ended === undefined) return;
  const renewed = { ...ended, notAfter: new Date(question.at.getTime() + 86_400_000) };
  const anchors = question.anchors.map((anchor) => (anchor === ended ? renewed : anchor));
  yield {
    step: {
      kind: 'renew',
      sentence: `Renew the root "${ended.subject}" with its key, and publish the new certificate.`,
    },
    after: { ...situation, question: { ...question, anchors } },
  };
}

/** How many built-in roots a remedy names. */
const NAMED_ROOTS = 3;

/** The server's certificate bought or issued anew, under a root the phone has. */
export function* underBuiltInRoot(situation: Situation, refusal: Refusal): Generator<Candidate> {
  const { question } = situation;
  const usable = question.anchors
    .filter(
      (anchor) => anchor.origin === 'firmware' && anchor.notBefore <= question.at && anchor.notAfter > question.at,
    )
    .toSorted((one, other) => other.notAfter.getTime() - one.notAfter.getTime());
  const leaf = refusal.path[0];
  const best = usable[0];
  if (leaf === undefined || best === undefined) return;
  const named = usable
    .slice(0, NAMED_ROOTS)
    .map(({ notAfter, subject }) => `"${subject}" (until ${notAfter.toISOString().slice(0, 10)})`);
  const moved = amended(situation, (one) =>
    one.summary.thumbprint === leaf.thumbprint
      ? { ...one, summary: { ...one.summary, issuer: best.subject, selfSigned: false } }
      : undefined,
  );
  yield {
    step: {
      kind: 'issue-under-built-in-root',
      sentence: `Have the server's certificate issued under a root this firmware has, such as ${named.join(', ')}.`,
      assumes: 'that authority still issues certificates a phone accepts',
    },
    after: assuming({ ...moved, question: { ...question, presented: question.presented.slice(0, 1) } }, best.subject),
  };
}

/** The missing issuer sent along: the certificate itself where it is at hand. */
export function* sendingIntermediate(
  situation: Situation,
  refusal: Refusal,
  sources: RemedySources,
): Generator<Candidate> {
  const top = refusal.path.at(-1);
  if (top === undefined || top.selfSigned) return;
  const { question } = situation;
  const sentence = `Install the intermediate "${top.issuer}" on the server, so that it is sent with the certificate, or publish it (certutil -f -dspublish FILE SubCA).`;
  const known = sources.authorities.filter((der) => {
    const { selfSigned, subject } = parseOnce(der).summary;
    return subject === top.issuer && !selfSigned && !question.presented.some((one) => one.equals(der));
  });
  for (const one of known) {
    yield {
      step: { kind: 'send-intermediate', sentence },
      after: { ...situation, question: { ...question, presented: [...question.presented, one] } },
    };
  }
  if (known.length > 0 || refusal.reason !== 'incomplete-chain') return;
  yield {
    step: { kind: 'send-intermediate', sentence, assumes: `"${top.issuer}" leads to a root the phone trusts` },
    after: assuming(situation, top.issuer),
  };
}

/** A certificate of the chain that leads astray, taken out. */
export function* withoutCertificate(situation: Situation, refusal: Refusal): Generator<Candidate> {
  const { question } = situation;
  const issuer = refusal.at?.issuer;
  for (const stale of question.presented.slice(1)) {
    const { subject, serial } = parseOnce(stale).summary;
    if (subject !== issuer && !refusal.path.some((one) => one.subject === subject)) continue;
    yield {
      step: {
        kind: 'remove-certificate',
        sentence: `Take the certificate "${subject}" with the serial number ${serial} out of the chain: it is not the one that issued.`,
      },
      after: { ...situation, question: { ...question, presented: question.presented.filter((one) => one !== stale) } },
    };
  }
}
