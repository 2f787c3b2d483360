import { X509Certificate } from 'node:crypto';
import test from 'ava';
import { generateRsaKey } from '../../../certs/requests/index.js';
import { summarize } from '../../../certs/trust/index.js';
import { TICKET_LIFETIME_MS } from '../../../harness/authentication/web-ticket/index.js';
import { ScenarioClock } from '../../../harness/foundation/clock/index.js';
import { parseEnvelope, parseFault, readGetAndPublishCertResponse } from '../../../harness/wire/soap/index.js';
import { keptRsaKey } from '../../certs/kept-keys.js';
import { alicePin, eventsOf, jeffPin, testDate } from '../deployment.js';
import { settings, testWeb } from './client.js';
import {
  askCertificate,
  type CertificateAsk,
  certificatePath,
  certificateRequest,
  deviceId,
  phoneKey,
  pinTicket,
  pkcs10,
} from './sign-in.js';

for (const entity of ['alice@contoso.com', 'sip:alice@contoso.com', 'SIP:Alice@Contoso.com']) {
  test(`a ticket gives a certificate for ${entity}, published in the pool`, async (t) => {
    const { context, client } = await testWeb(t);
    const one = client();
    const ticket = await pinTicket(one, '1001', alicePin);
    const answer = await askCertificate(one, { ticket, entity });
    t.is(answer.status, 200);
    const { operation } = parseEnvelope(answer.body);
    const { certificate } = readGetAndPublishCertResponse(operation ?? t.fail());
    const x509 = new X509Certificate(certificate);
    const authority = new X509Certificate(context.deployment.provisioning.certificate);
    t.true(x509.verify(authority.publicKey));
    t.is(x509.subject, 'CN=alice@contoso.com');
    t.true(x509.publicKey.equals((await phoneKey()).publicKey));
    const { thumbprint, notAfter } = summarize(certificate);
    t.is(context.pool.certificates.state(thumbprint), 'published');
    t.like(context.pool.certificates.list()[0], { user: 'alice@contoso.com', deviceId, thumbprint, notAfter });
    t.like(eventsOf(context.journal, 'certificate.issued')[0], {
      user: 'alice@contoso.com',
      deviceId,
      thumbprint,
      notAfter: notAfter.toISOString(),
    });
  });
}

test('the certificate lasts as long as the web services are set to', async (t) => {
  const { context, client } = await testWeb(t, settings({ certificateHours: 8 }));
  const one = client();
  await askCertificate(one, { ticket: await pinTicket(one, '1001', alicePin) });
  const [published] = context.pool.certificates.list();
  const hours = ((published?.notAfter.getTime() ?? 0) - testDate.getTime()) / 3_600_000;
  t.is(Math.floor(hours), 8);
});

type Make = (jeffsTicket: CertificateAsk['ticket'], alices: CertificateAsk['ticket']) => Promise<CertificateAsk>;
const refusals: readonly (readonly [string, number, Make])[] = [
  ['ticket-missing', 28020, async () => ({})],
  ['ticket-unknown', 28072, async (_, ticket) => ({ ...(ticket && { ticket: forgedIn(ticket) }) })],
  [
    'ticket-proof-signature',
    28032,
    async (_, ticket) => ({ ...(ticket && { ticket: { ...ticket, proofKey: Buffer.alloc(32) } }) }),
  ],
  ['other-user', 28032, async (ticket) => ({ ...(ticket && { ticket }), entity: 'alice@contoso.com' })],
  ['other-user', 28032, async (_, ticket) => ({ ...(ticket && { ticket }), entity: 'mallory@contoso.com' })],
  ['bad-request-signature', 28020, async (_, ticket) => ({ ...(ticket && { ticket }), request: await foreignKey() })],
  [
    'key-size',
    28020,
    async (_, ticket) => ({ ...(ticket && { ticket }), request: await pkcs10(await generateRsaKey(768)) }),
  ],
  [
    'malformed-request',
    28020,
    async (_, ticket) => ({ ...(ticket && { ticket }), request: Buffer.from('no request') }),
  ],
];

function forgedIn(ticket: NonNullable<CertificateAsk['ticket']>) {
  return { ...ticket, assertionXml: ticket.assertionXml.replaceAll(ticket.assertionId, `${ticket.assertionId}0`) };
}

/** Signed with the phone's key for a key that is not the phone's. */
async function foreignKey(): Promise<Buffer> {
  return await pkcs10(await phoneKey(), (await keptRsaKey()).publicKey);
}

for (const [index, [problem, errorId, make]] of refusals.entries()) {
  test(`${index + 1}: refused as ${problem} with ${errorId}`, async (t) => {
    const { context, client } = await testWeb(t);
    const one = client();
    const jeffs = await pinTicket(one, '1002', jeffPin);
    const alices = await pinTicket(one, '1001', alicePin);
    const answer = await askCertificate(one, await make(jeffs, alices));
    t.is(answer.status, 500);
    t.is(parseFault(parseEnvelope(answer.body))?.errorId, errorId);
    t.like(eventsOf(context.journal, 'certificate.refused')[0], { problem, errorId });
    t.is(eventsOf(context.journal, 'certificate.issued').length, 0);
    t.deepEqual(context.pool.certificates.list(), []);
  });
}

test('a ticket for another service is refused with 28077', async (t) => {
  const { context, client } = await testWeb(t);
  const one = client();
  const ticket = await pinTicket(one, '1001', alicePin, 'https://lyncweb.contoso.com/groupexpansion/service.svc');
  const answer = await askCertificate(one, { ticket });
  t.is(parseFault(parseEnvelope(answer.body))?.errorId, 28077);
  t.is(eventsOf(context.journal, 'certificate.refused')[0]?.problem, 'ticket-audience');
});

test('a ticket for the port with its number written out is taken', async (t) => {
  const { client } = await testWeb(t);
  const one = client();
  const ticket = await pinTicket(
    one,
    '1001',
    alicePin,
    `https://LyncWeb.contoso.com:443${certificatePath.toLowerCase()}`,
  );
  t.is((await askCertificate(one, { ticket })).status, 200);
});

test('a ticket that has run out is refused with 28033', async (t) => {
  const clock = new ScenarioClock({ start: testDate, waits: 'real' });
  const { context, client } = await testWeb(t, { clock });
  const one = client();
  const ticket = await pinTicket(one, '1001', alicePin);
  clock.advance(TICKET_LIFETIME_MS + 1000);
  const answer = await askCertificate(one, { ticket });
  t.is(parseFault(parseEnvelope(answer.body))?.errorId, 28033);
  t.is(eventsOf(context.journal, 'certificate.refused')[0]?.problem, 'ticket-expired');
});

test('over plain http a ticket is not looked at', async (t) => {
  const { context, client } = await testWeb(t);
  const body = await certificateRequest({ ticket: await pinTicket(client(), '1001', alicePin) });
  const answer = await client('web-http').soap(certificatePath, body);
  t.is(answer.status, 403);
  t.is(eventsOf(context.journal, 'certificate.refused')[0]?.problem, 'not-https');
  t.deepEqual(context.pool.certificates.list(), []);
});
