import test, { type ExecutionContext } from 'ava';
import { securityTokensXml } from '../../../../harness/authentication/web-ticket/index.js';
import { defaultWebTicketSettings } from '../../../../harness/deployment/index.js';
import { FaultPlan } from '../../../../harness/faults/index.js';
import {
  KEY_TYPE_BEARER,
  parseEnvelope,
  parseFault,
  readRequestSecurityTokenResponse,
  WS_SECURITY_UTILITY,
  writeGetAndPublishCertRequest,
  writeRequestSecurityToken,
  writeUsernameToken,
} from '../../../../harness/wire/soap/index.js';
import { parsed } from '../../../faults/parse.js';
import { alicePin, eventsOf } from '../../deployment.js';
import { type TestWeb, testWeb } from '../client.js';
import {
  certificatePath,
  certificateUrl,
  deviceId,
  entropy,
  phoneKey,
  pinPath,
  pinTicket,
  pkcs10,
} from '../sign-in.js';
import { provisioning } from './provisioning.js';

const bearerPath = certificatePath.replace('WebTicket_Proof_SHA1', 'WebTicket_Bearer');
const bearerUrl = certificateUrl.replace(certificatePath, bearerPath);
const guid = deviceId.slice(1, -1);

/** Alice's PIN ticket as a bearer has it: Timestamp and Assertion, and nothing that proves anything. */
async function bearerTokens(web: TestWeb, appliesTo = bearerUrl, context = guid): Promise<string> {
  const asked = writeRequestSecurityToken({
    ...{ context, appliesTo, entropy, credentialsXml: writeUsernameToken('1001', alicePin) },
  }).replace(/<wst:KeyType>[^<]*/, `<wst:KeyType>${KEY_TYPE_BEARER}`);
  const { assertionXml, lifetimeXml, serverEntropy } = readRequestSecurityTokenResponse(
    (await web.client().soap(pinPath, asked)).text,
  );
  if (serverEntropy) throw new Error('it has a key');
  return `<wsu:Timestamp xmlns:wsu="${WS_SECURITY_UTILITY}" wsu:Id="timestamp">${lifetimeXml}</wsu:Timestamp>${assertionXml}`;
}

async function askWith(web: TestWeb, securityXml: string, path: string, device = deviceId) {
  const message = writeGetAndPublishCertRequest({
    ...{ deviceId: device, entity: 'alice@contoso.com', request: await pkcs10(await phoneKey()) },
    ...{ requestId: '11111111-2222-3333-4444-555555555555', securityXml, to: certificateUrl },
  });
  return await web.client().soap(path, message);
}

function refusedAs(t: ExecutionContext, web: TestWeb, body: Buffer, problem: string, errorId: number): void {
  t.is(parseFault(parseEnvelope(body))?.errorId, errorId, problem);
  t.like(eventsOf(web.context.journal, 'certificate.refused').at(-1), { problem, errorId });
}

test('the bearer port gives a certificate for a ticket without a key, in any spelling of its path', async (t) => {
  const web = await testWeb(t);
  const tokens = await bearerTokens(web);
  for (const path of [bearerPath, `${bearerPath.toLowerCase()}/`]) t.is((await askWith(web, tokens, path)).status, 200);
  t.is(eventsOf(web.context.journal, 'certificate.issued').length, 2);
});

test('the bearer port takes a ticket with a key, too, and does not ask for the proof', async (t) => {
  const web = await testWeb(t);
  const tokens = securityTokensXml(await pinTicket(web.client(), '1001', alicePin, bearerUrl));
  const borne = tokens.slice(0, tokens.indexOf('</saml:Assertion>') + '</saml:Assertion>'.length);
  t.true(borne.length < tokens.length);
  t.is((await askWith(web, borne, bearerPath)).status, 200);
});

test('what is borne is judged all the same: forged, for another port, and without the key at the port of proof', async (t) => {
  const web = await testWeb(t);
  const tokens = await bearerTokens(web);
  const forged = await askWith(web, tokens.replace('sip:alice@', 'sip:jeff@'), bearerPath);
  refusedAs(t, web, forged.body, 'ticket-forged-user', 28032);
  refusedAs(t, web, (await askWith(web, '', bearerPath)).body, 'ticket-missing', 28020);
  refusedAs(t, web, (await askWith(web, tokens, certificatePath)).body, 'ticket-audience', 28077);
  const keyless = await bearerTokens(web, certificateUrl);
  refusedAs(t, web, (await askWith(web, keyless, certificatePath)).body, 'ticket-no-proof-key', 28032);
  t.is(eventsOf(web.context.journal, 'certificate.issued').length, 0);
});

const other = '{00000000-3b2c-5b1a-9f4e-0c1d2e3f4a5b}';

test('another device than the ticket was asked by is refused where the scenario says so', async (t) => {
  const web = await testWeb(t, provisioning({ deviceId: 'as-ticket' }));
  const tokens = await bearerTokens(web);
  const answer = await askWith(web, tokens, bearerPath, other);
  refusedAs(t, web, answer.body, 'other-device', 28032);
  t.is(
    eventsOf(web.context.journal, 'certificate.refused')[0]?.detail,
    `the ticket was asked for by {${guid}}, the certificate by ${other}`,
  );
  t.deepEqual(web.context.pool.certificates.list(), []);
  t.is((await askWith(web, tokens, bearerPath, deviceId.toUpperCase())).status, 200, 'case does not count');
  const braced = await bearerTokens(web, bearerUrl, deviceId);
  t.is((await askWith(web, braced, bearerPath)).status, 200, 'nor do braces');
  const unsaid = await bearerTokens(web, bearerUrl, 'whatever');
  t.is((await askWith(web, unsaid, bearerPath, other)).status, 200, 'a Context that is no GUID names no device');
});

test('the same goes by a ticket with a key', async (t) => {
  const web = await testWeb(t, provisioning({ deviceId: 'as-ticket' }));
  // The Context of the test's requests is another GUID than its device.
  const tokens = securityTokensXml(await pinTicket(web.client(), '1001', alicePin));
  refusedAs(t, web, (await askWith(web, tokens, certificatePath)).body, 'other-device', 28032);
});

test('otherwise another device is noted and served', async (t) => {
  const web = await testWeb(t);
  const tokens = await bearerTokens(web);
  t.is((await askWith(web, tokens, bearerPath, other)).status, 200);
  const [noted, ...more] = eventsOf(web.context.journal, 'web-ticket.tolerated');
  t.like(noted, { user: 'alice@contoso.com', problem: 'other-device', path: bearerPath });
  t.deepEqual(more, []);
  t.is((await askWith(web, tokens, bearerPath)).status, 200);
  t.is(eventsOf(web.context.journal, 'web-ticket.tolerated').length, 1);
});

test('a digest that was let pass is in the journal, one that is right is not', async (t) => {
  const webTicket = { ...defaultWebTicketSettings, proof: 'digest-lenient' } as const;
  const web = await testWeb(t, { deployment: { webTicket } });
  const device = '{7d1bc9d8-9a27-4cd0-a0f4-0d1f0a1b2c3d}';
  const ticket = await pinTicket(web.client(), '1001', alicePin);
  t.is((await askWith(web, securityTokensXml(ticket), certificatePath, device)).status, 200);
  t.is(eventsOf(web.context.journal, 'web-ticket.tolerated').length, 0);
  // Digested with one declaration more than the canonical form has, as a client does that does not canonicalize.
  const redundant = ticket.lifetimeXml.replace('<Created ', `<Created xmlns:x="urn:x" `);
  const tokens = securityTokensXml({ ...ticket, lifetimeXml: redundant });
  t.is((await askWith(web, tokens, certificatePath, device)).status, 200);
  t.like(eventsOf(web.context.journal, 'web-ticket.tolerated')[0], {
    ...{ user: 'alice@contoso.com', problem: 'proof-digest', path: certificatePath },
  });
});

test('the fault of the store is told as the store’s own failing is, and comes to pass only for a good request', async (t) => {
  const fired: string[] = [];
  const faults = new FaultPlan([parsed({ at: 'web.certificate', do: 'store-unavailable', errorId: 28099 })], {
    resources: { chain: () => t.fail() as never, published: () => t.fail() as never },
    record: ({ do: word }) => fired.push(word),
  });
  const web = await testWeb(t, { faults });
  refusedAs(t, web, (await askWith(web, '', certificatePath)).body, 'ticket-missing', 28020);
  t.deepEqual(fired, []);
  const tokens = securityTokensXml(await pinTicket(web.client(), '1001', alicePin));
  const { body, status } = await askWith(web, tokens, certificatePath);
  t.is(status, 500);
  refusedAs(t, web, body, 'certificate-store-unavailable', 28099);
  t.like(eventsOf(web.context.journal, 'certificate.refused').at(-1), { entity: 'alice@contoso.com' });
  t.deepEqual(fired, ['store-unavailable']);
  t.deepEqual(web.context.pool.certificates.list(), []);
  t.is(eventsOf(web.context.journal, 'web-ticket.tolerated').length, 0, 'nothing was let pass');
});
