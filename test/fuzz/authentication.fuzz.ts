import fc from 'fast-check';
import { mintServerCertificate } from '../../certs/authorities/index.js';
import { NtlmServer, ntlmAnswer, ntlmAuthenticate } from '../../harness/authentication/ntlm/index.js';
import { SecurityAssociation } from '../../harness/authentication/security-association/index.js';
import { dskKeys, TlsDskPort, TlsDskServer } from '../../harness/authentication/tls-dsk/index.js';
import { checkUserCertificate } from '../../harness/authentication/user-certificate/index.js';
import { openWebTicket, securityHeaderXml, WebTicketIssuer } from '../../harness/authentication/web-ticket/index.js';
import { ScenarioClock } from '../../harness/foundation/clock/index.js';
import { Secret } from '../../harness/foundation/secret.js';
import { recognize } from '../../harness/tls/first-flight.js';
import { parseSip, type SipMessage, serializeSip } from '../../harness/wire/sip/index.js';
import { envelope, parseEnvelope } from '../../harness/wire/soap/index.js';
import { encodeClientHello, encodeHandshake, encodeRecords } from '../../harness/wire/tls/index.js';
import { onlyHarnessErrors } from './promises.js';
import type { FuzzTarget } from './target.js';

const bytes = fc.uint8Array({ maxLength: 400 }).map((value) => Buffer.from(value));
const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 });
const token = fc.stringMatching(/^[A-Za-z0-9]{1,12}$/);

/** The original with some bytes replaced. */
function changed(original: Buffer, at: readonly (readonly [number, number])[]): Buffer {
  const copy = Buffer.from(original);
  for (const [place, value] of at) copy[place % copy.length] = value;
  return copy;
}

const at = new Date('2014-11-15T09:00:00Z');
const material = Buffer.from(Array.from({ length: 128 }, (_, i) => i));
const association = (side: 'client' | 'server') =>
  new SecurityAssociation({
    ...{ side, scheme: 'TLS-DSK', realm: 'r', targetname: 't', opaque: 'o', version: 4 },
    keys: dskKeys(material, 'sha1', side),
  });

const sipMessage = fc
  .record({ from: token, to: token, tag: token, call: token, cseq: fc.nat(2 ** 31 - 1), expires: fc.option(fc.nat()) })
  .map(
    ({ from, to, tag, call, cseq, expires }): SipMessage => ({
      kind: 'request',
      method: 'SERVICE',
      uri: 'sip:contoso.test',
      headers: [
        { name: 'From', value: `"${from}" <sip:${from}@contoso.test>;tag=${tag};epid=1` },
        { name: 'To', value: `<sip:${to}@contoso.test>` },
        { name: 'Call-ID', value: call },
        { name: 'CSeq', value: `${cseq} SERVICE` },
        ...(expires === null ? [] : [{ name: 'Expires', value: String(expires) }]),
      ],
      body: Buffer.alloc(0),
    }),
  );

const password = new Secret('P@ssw0rd1');
const target = { netbiosDomain: 'C', netbiosComputer: 'F', dnsDomain: 'c.test', dnsComputer: 'f.c.test' };
const credentials = { user: 'alice', domain: 'C', password };

let dskServer: Promise<() => TlsDskServer> | undefined;

/** A server of its own for each case, all with one certificate. */
function newDskServer(): Promise<() => TlsDskServer> {
  dskServer ??= mintServerCertificate({ profile: 'self-signed', subject: 'f.c.test', names: [], at }).then(
    (certificate) => {
      const port = new TlsDskPort({ certificate, clientAuthorities: certificate.chain });
      return () => new TlsDskServer(port);
    },
  );
  return dskServer;
}

const hello = encodeRecords(
  22,
  0x0301,
  encodeHandshake(1, encodeClientHello({ version: 0x0301, random: Buffer.alloc(32, 1), suites: [0x2f, 0x35] })),
);

export const targets: readonly FuzzTarget[] = [
  {
    name: 'authentication: what one side signs the other accepts once',
    property: fc.property(sipMessage, (message) => {
      const [client, server] = [association('client'), association('server')];
      const received = parseSip(serializeSip(client.signed(message)));
      return server.check(received).ok && !server.check(received).ok;
    }),
  },
  {
    name: 'authentication: no text in Authorization is taken for a signature',
    property: fc.property(sipMessage, fc.string({ maxLength: 200 }), (message, value) => {
      const server = association('server');
      const unsigned = { ...message, headers: [...message.headers, { name: 'Authorization', value }] };
      return !server.check(unsigned).ok;
    }),
  },
  {
    name: 'authentication: NTLM judges any bytes without throwing, and accepts none',
    property: fc.property(bytes, (message) => {
      const server = new NtlmServer();
      server.challenge(target);
      return !server.authenticate(message, () => password).ok;
    }),
  },
  {
    name: 'authentication: a changed NTLM answer signs nobody else in',
    property: fc.property(changes, (where) => {
      const server = new NtlmServer();
      const answer = ntlmAnswer(server.challenge(target), credentials).message;
      const other = changed(answer, where);
      const result = server.authenticate(other, (user) => (user === 'alice' ? password : undefined));
      // Bytes outside names, response and flags are not covered by the proof.
      return !result.ok || result.user === 'alice';
    }),
  },
  {
    name: 'authentication: an NTLM client reads any challenge without another error',
    property: fc.property(changes, (where) => {
      const challenge = changed(new NtlmServer().challenge(target), where);
      onlyHarnessErrors(() => ntlmAuthenticate(challenge, credentials));
    }),
  },
  {
    name: 'authentication: TLS-DSK answers or fails, whatever the flight',
    property: fc.asyncProperty(
      fc.oneof(
        bytes,
        changes.map((where) => changed(hello, where)),
      ),
      async (flight) => {
        const server = (await newDskServer())();
        const step = await server.accept(flight);
        server.destroy();
        return step.state === 'continue' || step.state === 'failed';
      },
    ),
  },
  {
    name: 'authentication: any bytes as user certificate are refused',
    property: fc.property(bytes, (certificate) => {
      const question = { certificate, authority: certificate, user: 'a', at, isPublished: () => 'published' as const };
      return !checkUserCertificate(question).ok;
    }),
  },
  {
    name: 'authentication: any answer of a web ticket service is opened or refused',
    property: fc.property(fc.string({ maxLength: 300 }), bytes, (answer, entropy) => {
      onlyHarnessErrors(() => openWebTicket(answer, entropy));
    }),
  },
  {
    name: 'authentication: a web ticket with other characters opens nothing for anybody else',
    property: fc.property(changes, (where) => {
      const issuer = new WebTicketIssuer({
        issuer: 'https://f/',
        clock: new ScenarioClock({ start: at, waits: 'skip' }),
      });
      const audience = 'https://f.c.test/x';
      const clientEntropy = Buffer.alloc(32, 3);
      const { responseXml } = issuer.issue({ user: 'sip:alice@c.test', audience, clientEntropy });
      const xml = Buffer.from(securityHeaderXml(openWebTicket(responseXml, clientEntropy)));
      const header = onlyHarnessErrors(() => parseEnvelope(envelope('<x/>', changed(xml, where).toString())).header);
      const result = issuer.check(header, { audience });
      return !result.ok || result.user === 'sip:alice@c.test';
    }),
  },
  {
    name: 'tls: any first bytes are recognised, or more are asked for',
    property: fc.property(
      fc.oneof(
        bytes,
        changes.map((where) => changed(hello, where)),
      ),
      (first) => {
        recognize(first);
      },
    ),
  },
];
