import { X509Certificate } from 'node:crypto';
import test, { type ExecutionContext } from 'ava';
import type { ProvisioningAuthority } from '../../../../certs/authorities/index.js';
import {
  type CertificateTicketRequest,
  openWebTicket,
  signedCertificateTicketRequest,
} from '../../../../harness/authentication/web-ticket/index.js';
import { defaultWebTicketSettings, type WebTicketSettings } from '../../../../harness/deployment/index.js';
import { parseEnvelope, parseFault } from '../../../../harness/wire/soap/index.js';
import { keptAuthority } from '../../../certs/kept-keys.js';
import { eventsOf, jeff, testDate } from '../../deployment.js';
import { type TestWeb, testWeb } from '../client.js';
import { certificateUrl, entropy, phoneKey, ticketRequest } from '../sign-in.js';

const path = '/WebTicket/WebTicketService.svc/cert';

interface Options {
  readonly settings?: Partial<WebTicketSettings>;
  readonly user?: string;
  readonly authority?: ProvisioningAuthority;
  readonly hours?: number;
  /** When the certificate was issued. */
  readonly issuedAt?: Date;
  readonly publish?: boolean;
}

async function holding(t: ExecutionContext, options: Options = {}) {
  const deployment = { webTicket: { ...defaultWebTicketSettings, ...options.settings } };
  const web = await testWeb(t, { deployment });
  const { context } = web;
  const { privateKey, publicKey } = await phoneKey();
  const user = options.user ?? 'alice@contoso.com';
  const certificate = await (options.authority ?? context.deployment.provisioning).issue({
    ...{ publicKey, user },
    at: options.issuedAt ?? testDate,
    hours: options.hours ?? 100,
  });
  const thumbprint = new X509Certificate(certificate).fingerprint.replaceAll(':', '');
  if (options.publish !== false) {
    const notAfter = new Date(testDate.getTime() + 1e9);
    context.pool.certificates.publish({ user, deviceId: '{d}', thumbprint, certificate, notAfter });
  }
  const ask = (change: Partial<CertificateTicketRequest> = {}) =>
    signedCertificateTicketRequest({
      ...{ certificate, privateKey, entropy, context: 'c', at: testDate },
      appliesTo: certificateUrl,
      ...change,
    });
  return { ...web, ask, thumbprint, post: async (message: string) => await web.client().soap(path, message) };
}

async function refusedAs(
  t: ExecutionContext,
  web: TestWeb,
  answer: Awaited<ReturnType<ReturnType<TestWeb['client']>['soap']>>,
  problem: string,
  errorId = 28020,
) {
  t.is(answer.status, 500);
  t.is(parseFault(parseEnvelope(answer.body))?.errorId, errorId);
  t.regex(
    answer.headers.get('x-ms-diagnostics') ?? '',
    new RegExp(`^${errorId};source="lyncweb.contoso.com";reason="`),
  );
  t.like(eventsOf(web.context.journal, 'web-ticket.refused').at(-1), { method: 'certificate', problem, errorId });
  t.is(eventsOf(web.context.journal, 'web-ticket.issued').length, 0);
}

test('the holder of an issued certificate gets a ticket, by either hash and with wsa:To signed, too', async (t) => {
  for (const change of [{}, { method: 'rsa-sha256' }, { to: `https://lyncweb.contoso.com${path}` }] as const) {
    const web = await holding(t);
    const answer = await web.post(web.ask(change));
    t.is(answer.status, 200);
    t.is(openWebTicket(answer.text, entropy).user, 'sip:alice@contoso.com');
    t.like(eventsOf(web.context.journal, 'web-ticket.issued')[0], { method: 'certificate', user: 'alice@contoso.com' });
  }
});

const tampers: readonly (readonly [what: string, problem: string, tamper: (message: string) => string])[] = [
  ['no credentials', 'certificate-missing', () => ticketRequest()],
  [
    'no certificate',
    'certificate-missing',
    (xml) => xml.replace(/<wsse:BinarySecurityToken.*<\/wsse:BinarySecurityToken>/, ''),
  ],
  [
    'two certificates',
    'second-certificate',
    (xml) => xml.replace(/(<wsse:BinarySecurityToken.*<\/wsse:BinarySecurityToken>)/, '$1$1'),
  ],
  ['a broken certificate', 'certificate-malformed', (xml) => xml.replace(/(Base64Binary">)MII/, '$1AAA')],
  ['a token of another kind', 'certificate-malformed', (xml) => xml.replace('#X509v3"', '#X509PKIPathv1"')],
  ['no Timestamp', 'timestamp-missing', (xml) => xml.replace(/<wsu:Timestamp.*<\/wsu:Timestamp>/, '')],
  ['two Timestamps', 'second-timestamp', (xml) => xml.replace(/(<wsu:Timestamp.*<\/wsu:Timestamp>)/, '$1$1')],
  ['no signature', 'proof-missing', (xml) => xml.replace(/<Signature .*<\/Signature>/, '')],
  ['two signatures', 'second-signature', (xml) => xml.replace(/(<Signature .*<\/Signature>)/, '$1$1')],
  ['a later Expires', 'proof-digest', (xml) => xml.replace('09:05:00.000Z', '09:06:00.000Z')],
  ['another digest', 'proof-signature', (xml) => xml.replace(/<DigestValue>..../, '<DigestValue>AAAA')],
  ['another value', 'proof-signature', (xml) => xml.replace(/<SignatureValue>..../, '<SignatureValue>AAAA')],
  ['another algorithm', 'proof-algorithm', (xml) => xml.replace('#rsa-sha1"', '#dsa-sha1"')],
  ['HMAC with a public key', 'proof-algorithm', (xml) => xml.replace('#rsa-sha1"', '#hmac-sha1"')],
  ['a reference to nothing', 'proof-reference', (xml) => xml.replace('URI="#_0"', 'URI="#_9"')],
  [
    'the signed Timestamp wrapped',
    'duplicate-id',
    (xml) => xml.replace(/(<wsu:Timestamp.*<\/wsu:Timestamp>)/, '$1<Wrap>$1</Wrap>'),
  ],
  ['the name of another certificate', 'proof-key', (xml) => xml.replace('Reference URI="#x"', 'Reference URI="#y"')],
  [
    'another element of the certificate’s id',
    'proof-key',
    (xml) => xml.replace('<wsse:BinarySecurityToken', '<y Id="x"/><wsse:BinarySecurityToken'),
  ],
  [
    'two Security headers',
    'second-security-header',
    (xml) => xml.replace(/(<wsse:Security.*<\/wsse:Security>)/, '$1$1'),
  ],
];

for (const [what, problem, tamper] of tampers) {
  test(`${what}: ${problem}`, async (t) => {
    const web = await holding(t);
    const message = web.ask();
    const changed = tamper(message);
    t.not(changed, message);
    await refusedAs(t, web, await web.post(changed), problem);
  });
}

test('a signed wsa:To counts like the Timestamp', async (t) => {
  const web = await holding(t);
  const message = web.ask({ to: 'https://a.contoso.com/cert' }).replace('https://a.', 'https://b.');
  await refusedAs(t, web, await web.post(message), 'proof-digest');
});

test('the key of somebody else', async (t) => {
  const web = await holding(t);
  const { generateRsaKey } = await import('../../../../certs/requests/index.js');
  const { privateKey } = await generateRsaKey(1024);
  await refusedAs(t, web, await web.post(web.ask({ privateKey })), 'proof-signature');
});

test('certificates that do not count, each by its own name', async (t) => {
  const hour = 3_600_000;
  const foreign = await keptAuthority(testDate);
  for (const [problem, options] of [
    ['certificate-foreign', { authority: foreign }],
    ['certificate-expired', { issuedAt: new Date(testDate.getTime() - 10 * hour), hours: 9 }],
    ['certificate-not-yet-valid', { issuedAt: new Date(testDate.getTime() + hour) }],
    ['certificate-not-published', { publish: false }],
    ['unknown-user', { user: 'mallory@contoso.com' }],
  ] as const) {
    const web = await holding(t, options);
    await refusedAs(t, web, await web.post(web.ask()), problem);
  }
  const revoked = await holding(t);
  revoked.context.pool.certificates.revoke(revoked.thumbprint);
  await refusedAs(t, revoked, await revoked.post(revoked.ask()), 'certificate-revoked');
  const disabled = await holding(t, { user: jeff.sipAddress });
  disabled.context.pool.accounts.disable(jeff);
  await refusedAs(t, disabled, await disabled.post(disabled.ask()), 'user-disabled');
});

test('a request out of its time', async (t) => {
  const web = await holding(t);
  await refusedAs(t, web, await web.post(web.ask({ at: new Date('2014-11-15T08:49:00Z') })), 'timestamp-expired');
  await refusedAs(t, web, await web.post(web.ask({ at: new Date('2014-11-15T09:06:00Z') })), 'timestamp-not-yet-valid');
  t.is((await web.post(web.ask({ at: new Date('2014-11-15T09:04:00Z') }))).status, 200, 'within the skew');
});

test('the same request twice, unless the scenario allows it', async (t) => {
  const web = await holding(t);
  const message = web.ask();
  t.is((await web.post(message)).status, 200);
  t.is((await web.post(message)).status, 500);
  t.is(eventsOf(web.context.journal, 'web-ticket.refused')[0]?.problem, 'replayed');
  const lax = await holding(t, { settings: { certificateReplay: 'allowed' } });
  t.is((await lax.post(lax.ask())).status, 200);
  t.is((await lax.post(lax.ask())).status, 200);
});

test('with certificate authentication off: 28029', async (t) => {
  const web = await holding(t, { settings: { certificateAuthentication: false } });
  await refusedAs(t, web, await web.post(web.ask()), 'certificate-authentication-off', 28029);
});
