import fc from 'fast-check';
import { ProvisioningAuthority } from '../../certs/authorities/index.js';
import {
  checkCertificateTicketRequest,
  openWebTicket,
  securityHeaderXml,
  signedCertificateTicketRequest,
  WebTicketIssuer,
} from '../../harness/authentication/web-ticket/index.js';
import { ScenarioClock } from '../../harness/foundation/clock/index.js';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { envelope, parseEnvelope } from '../../harness/wire/soap/index.js';
import { decodeSpnego, encodeSpnegoInit } from '../../harness/wire/spnego/index.js';
import { testDate } from '../servers/deployment.js';
import { phoneKey } from '../servers/web/sign-in.js';
import type { FuzzTarget } from './target.js';

const AUDIENCE = 'https://lyncweb.contoso.com/CertProv/CertProvisioningService.svc';
const entropy = Buffer.alloc(32, 1);

/** A piece of a text replaced by another of its own pieces, or by a stranger. */
const edits = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(60),
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  taken: fc.nat(400),
  strange: fc.option(fc.string({ maxLength: 12 })),
});

function edited(
  text: string,
  edit: { at: number; length: number; from: number; taken: number; strange: string | null },
) {
  const at = Math.floor(edit.at * text.length);
  const from = Math.floor(edit.from * text.length);
  return text.slice(0, at) + (edit.strange ?? text.slice(from, from + edit.taken)) + text.slice(at + edit.length);
}

/** The header of a message, or undefined where the codec refuses it. */
function headerOf(message: string) {
  try {
    return parseEnvelope(message).header;
  } catch (error) {
    if (error instanceof HarnessError) return undefined;
    throw error;
  }
}

const clock = () => new ScenarioClock({ start: testDate, waits: 'skip' });

export const targets: FuzzTarget[] = [
  {
    name: 'web tickets: an edited message is refused, or says the same of the same user',
    property: fc.property(edits, (edit) => {
      const issuer = new WebTicketIssuer({ issuer: 'https://lyncweb.contoso.com/x', clock: clock() });
      const order = { user: 'sip:alice@contoso.com', audience: AUDIENCE, clientEntropy: entropy };
      const ticket = openWebTicket(issuer.issue(order).responseXml, entropy);
      const message = edited(envelope('<x/>', securityHeaderXml(ticket)), edit);
      const check = issuer.check(headerOf(message), { audience: AUDIENCE });
      issuer.checkBearerText(edited(ticket.assertionXml, edit), { audience: AUDIENCE });
      return !check.ok || check.user === 'sip:alice@contoso.com';
    }),
  },
  {
    name: 'certificate tickets: an edited request is refused, or says the same of the same user',
    property: fc.asyncProperty(edits, async (edit) => {
      const { certificate, authority, privateKey } = await issued();
      const request = { certificate, privateKey, entropy, appliesTo: AUDIENCE, context: 'c', at: testDate };
      const check = checkCertificateTicketRequest(headerOf(edited(signedCertificateTicketRequest(request), edit)), {
        authority,
        at: testDate,
        clockSkewMs: 0,
        isPublished: () => 'published',
      });
      return !check.ok || check.user === 'alice@contoso.com';
    }),
  },
  {
    name: 'SPNEGO: any bytes are read or refused as such',
    property: fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(60), fc.nat(255), (bytes, at, value) => {
      const good = encodeSpnegoInit(['Kerberos', 'NTLM'], Buffer.from(bytes));
      const bent = Buffer.from(good);
      bent[at % bent.length] = value;
      for (const token of [Buffer.from(bytes), bent]) {
        try {
          decodeSpnego(token);
        } catch (error) {
          if (!(error instanceof HarnessError)) throw error;
        }
      }
      const read = decodeSpnego(good);
      return read.kind === 'init' && read.mechanisms.join() === 'Kerberos,NTLM' && (read.token?.equals(bytes) ?? false);
    }),
  },
];

let made:
  | Promise<{ certificate: Buffer; authority: Buffer; privateKey: Awaited<ReturnType<typeof phoneKey>>['privateKey'] }>
  | undefined;

/** Made once a process: keys take long. */
function issued() {
  made ??= (async () => {
    const authority = await ProvisioningAuthority.create({ at: testDate });
    const { privateKey, publicKey } = await phoneKey();
    const certificate = await authority.issue({ publicKey, user: 'alice@contoso.com', at: testDate });
    return { certificate, authority: authority.certificate, privateKey };
  })();
  return made;
}
