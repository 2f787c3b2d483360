import test from 'ava';
import { ntlmAuthenticate, ntlmNegotiate } from '../../../../harness/authentication/ntlm/index.js';
import { openWebTicket, proofKey } from '../../../../harness/authentication/web-ticket/index.js';
import { defaultWebTicketSettings, type WebTicketSettings } from '../../../../harness/deployment/index.js';
import { Secret } from '../../../../harness/foundation/secret.js';
import {
  KEY_TYPE_BEARER,
  parseEnvelope,
  parseFault,
  readPortLocation,
  readRequestSecurityTokenResponse,
  writeRequestSecurityToken,
  writeUsernameToken,
} from '../../../../harness/wire/soap/index.js';
import { decodeSpnego, encodeSpnegoInit, encodeSpnegoResponse } from '../../../../harness/wire/spnego/index.js';
import { parseXml } from '../../../../harness/wire/xml/index.js';
import { alice, alicePassword, alicePin, eventsOf } from '../../deployment.js';
import { settings, testWeb, type WebClient } from '../client.js';
import { certificateUrl, entropy, pinPath, ticketRequest, windowsPath } from '../sign-in.js';

const webTicket = (changed: Partial<WebTicketSettings>) => ({ ...defaultWebTicketSettings, ...changed });
const names = ['WinNegotiate', 'WinNtlm', 'Cert', 'Pin', 'Auth', 'Anon'].map((name) => `WebTicketService${name}`);

async function publishedBy(client: WebClient): Promise<string[]> {
  const metadata = parseXml((await client.ask('/WEBTICKET/webticketservice.SVC/Mex')).text);
  refuseCloudPort(readPortLocation(metadata, 'WsFedBearer'));
  return names.filter((name) => readPortLocation(metadata, name) !== undefined).map((name) => name.slice(16));
}

function refuseCloudPort(location: string | undefined): void {
  if (location !== undefined) throw new Error('WsFedBearer is published');
}

test('the metadata name the ports that are on', async (t) => {
  const usual = await testWeb(t);
  t.deepEqual(await publishedBy(usual.client()), ['WinNegotiate', 'WinNtlm', 'Cert', 'Pin']);
  t.is(eventsOf(usual.context.journal, 'web-ticket.metadata')[0]?.ports.length, 4);
  const { deployment } = settings({ pinAuthentication: false, windowsAuthentication: false });
  const off = webTicket({
    certificateAuthentication: false,
    usernameAuthentication: true,
    anonymousAuthentication: true,
  });
  t.deepEqual(await publishedBy((await testWeb(t, { deployment: { ...deployment, webTicket: off } })).client()), [
    'Auth',
    'Anon',
  ]);
  const all = webTicket({ certificateAuthentication: false, publish: 'all' });
  t.deepEqual(await publishedBy((await testWeb(t, { deployment: { ...deployment, webTicket: all } })).client()), [
    'WinNegotiate',
    'WinNtlm',
    'Cert',
    'Pin',
  ]);
});

const authPath = '/WebTicket/WebTicketService.svc/AUTH';

test('a user name and a password in base64 give a ticket where /Auth is on', async (t) => {
  const on = { deployment: { webTicket: webTicket({ usernameAuthentication: true }) } };
  const { context, client } = await testWeb(t, on);
  const ask = async (name: string, password: string) =>
    await client().soap(authPath, ticketRequest(writeUsernameToken(name, password, 'base64')));
  for (const name of ['CONTOSO\\alice', 'alice@contoso.com', 'contoso.com\\ALICE']) {
    t.is(openWebTicket((await ask(name, alicePassword)).text, entropy).user, 'sip:alice@contoso.com', name);
  }
  for (const [name, password, problem] of [
    ['CONTOSO\\alice', 'wrong', 'wrong-password'],
    ['FABRIKAM\\alice', alicePassword, 'unknown-user'],
    ['CONTOSO\\mallory', alicePassword, 'unknown-user'],
  ] as const) {
    const answer = await ask(name, password);
    t.is(answer.status, 500);
    t.like(parseFault(parseEnvelope(answer.body)), {
      code: 'FailedAuthentication',
      errorId: 28020,
      reason: 'No valid security token.',
    });
    t.like(eventsOf(context.journal, 'web-ticket.refused').at(-1), { method: 'username', problem, account: name });
  }
  context.pool.accounts.disable(alice);
  t.is((await ask('CONTOSO\\alice', alicePassword)).status, 500);
  t.is(eventsOf(context.journal, 'web-ticket.refused').at(-1)?.problem, 'user-disabled');
});

for (const [port, problem] of [
  ['auth', 'username-authentication-off'],
  ['ANON', 'anonymous-authentication-off'],
] as const) {
  test(`/${port} is off unless the scenario wants it: 28029`, async (t) => {
    const { context, client } = await testWeb(t);
    const credentials = writeUsernameToken('CONTOSO\\alice', alicePassword, 'base64');
    const answer = await client().soap(`/WebTicket/WebTicketService.svc/${port}`, ticketRequest(credentials));
    t.is(parseFault(parseEnvelope(answer.body))?.errorId, 28029);
    t.is(eventsOf(context.journal, 'web-ticket.refused')[0]?.problem, problem);
  });
}

const negotiating = { deployment: { webTicket: webTicket({ negotiate: true }) } };
const account = { user: 'alice', domain: 'CONTOSO', password: new Secret(alicePassword) };

for (const [how, first, read, answer] of [
  ['raw NTLM', (m: Buffer) => m, (b: Buffer) => b, (m: Buffer) => m],
  [
    'NTLM inside SPNEGO',
    (m: Buffer) => encodeSpnegoInit(['NTLM'], m),
    (b: Buffer) => decodeSpnego(b).token ?? Buffer.alloc(0),
    (m: Buffer) => encodeSpnegoResponse('accept-incomplete', m),
  ],
] as const) {
  test(`Negotiate with ${how} gives a ticket where it is offered`, async (t) => {
    const { context, client } = await testWeb(t, negotiating);
    const one = client();
    const unasked = await one.soap(windowsPath, ticketRequest());
    t.is(unasked.headers.get('www-authenticate'), 'Negotiate');
    const challenged = await one.soap(windowsPath, '', {
      Authorization: `Negotiate ${first(ntlmNegotiate()).toString('base64')}`,
    });
    const [, token = ''] = /^Negotiate (.+)$/.exec(challenged.headers.get('www-authenticate') ?? '') ?? [];
    const message = ntlmAuthenticate(read(Buffer.from(token, 'base64')), account);
    const done = await one.soap(windowsPath, ticketRequest(), {
      Authorization: `Negotiate ${answer(message).toString('base64')}`,
    });
    t.is(done.status, 200);
    t.is(eventsOf(context.journal, 'web-ticket.issued')[0]?.method, 'ntlm');
  });
}

test('Kerberos is refused by name, or asked for NTLM where the client could', async (t) => {
  const { context, client } = await testWeb(t, negotiating);
  const kerberos = encodeSpnegoInit(['Kerberos'], Buffer.alloc(40));
  const refused = await client().soap(windowsPath, '', { Authorization: `Negotiate ${kerberos.toString('base64')}` });
  t.is(refused.status, 401);
  t.regex(refused.headers.get('x-ms-diagnostics') ?? '', /^28020;/);
  t.is(eventsOf(context.journal, 'web-ticket.refused')[0]?.problem, 'kerberos-not-served');
  const either = encodeSpnegoInit(['Kerberos', 'NTLM'], Buffer.alloc(40));
  const asked = await client().soap(windowsPath, '', { Authorization: `Negotiate ${either.toString('base64')}` });
  const [, token = ''] = /^Negotiate (.+)$/.exec(asked.headers.get('www-authenticate') ?? '') ?? [];
  t.like(decodeSpnego(Buffer.from(token, 'base64')), { kind: 'response', state: 'request-mic' });
  const broken = await client().soap(windowsPath, '', { Authorization: 'Negotiate YIIA' });
  t.is(broken.status, 401);
  t.is(eventsOf(context.journal, 'web-ticket.refused').at(-1)?.problem, 'malformed');
});

for (const [problem, change] of [
  ['user-disabled', { enabled: false }],
  ['account-locked', { accountLocked: true }],
] as const) {
  test(`the right password of an account that is ${problem} gives no ticket`, async (t) => {
    const { context, client } = await testWeb(t, { deployment: { users: [{ ...alice, ...change }] } });
    const one = client();
    const challenged = await one.soap(windowsPath, '', { Authorization: `NTLM ${ntlmNegotiate().toString('base64')}` });
    const token = Buffer.from(challenged.headers.get('www-authenticate')?.replace(/^NTLM /, '') ?? '', 'base64');
    const done = await one.soap(windowsPath, ticketRequest(), {
      Authorization: `NTLM ${ntlmAuthenticate(token, account).toString('base64')}`,
    });
    t.is(done.status, 401);
    t.regex(done.headers.get('x-ms-diagnostics') ?? '', /^28020;/);
    t.is(eventsOf(context.journal, 'web-ticket.refused')[0]?.problem, problem);
  });
}

const asking = (change: object) =>
  writeRequestSecurityToken({
    ...{ context: 'c', appliesTo: certificateUrl, entropy },
    credentialsXml: writeUsernameToken('1001', alicePin),
    ...change,
  });

test('the Lifetime a client asks for is granted up to the policy’s', async (t) => {
  const { context, client } = await testWeb(t);
  const ask = async (expires: string) => {
    const message = asking({ lifetime: { created: '2014-11-15T09:00:00Z', expires } });
    return openWebTicket((await client().soap(pinPath, message)).text, entropy).expires.getTime();
  };
  const now = context.clock.now().getTime();
  t.true(Math.abs((await ask('2014-11-15T09:15:00Z')) - now - 15 * 60_000) < 60_000);
  t.true(Math.abs((await ask('2014-11-16T09:00:00Z')) - now - 8 * 3_600_000) < 60_000);
  const backwards = asking({ lifetime: { created: '2014-11-15T09:00:00Z', expires: '2014-11-15T09:00:00Z' } });
  t.is((await client().soap(pinPath, backwards)).status, 500);
});

test('KeySize is honoured and echoed', async (t) => {
  const { client } = await testWeb(t);
  const { text } = await client().soap(pinPath, asking({ keySize: 128 }));
  t.regex(text, /<KeySize>128<\/KeySize>/);
  const { serverEntropy = Buffer.alloc(0) } = readRequestSecurityTokenResponse(text);
  t.is(openWebTicket(text, entropy, 128).proofKey.length, 16);
  t.deepEqual(proofKey(entropy, serverEntropy, 128), proofKey(entropy, serverEntropy).subarray(0, 16));
});

test('a bearer’s ticket has no key, whatever entropy came', async (t) => {
  const { context, client } = await testWeb(t);
  const { text } = await client().soap(pinPath, asking({ keyType: KEY_TYPE_BEARER }));
  const { assertionXml, serverEntropy } = readRequestSecurityTokenResponse(text);
  t.is(serverEntropy, undefined);
  t.regex(assertionXml, /cm:bearer</);
  t.notRegex(text, /ComputedKey|KeyInfo/);
  t.is(eventsOf(context.journal, 'web-ticket.issued')[0]?.keyType, 'bearer');
});

test('a ticket of another type is not issued', async (t) => {
  const { context, client } = await testWeb(t);
  const compact = asking({}).replace(
    /<wst:TokenType>[^<]*/,
    '<wst:TokenType>urn:component:Microsoft.Rtc.WebAuthentication.2010:user-cwt-1',
  );
  t.is((await client().soap(pinPath, compact)).status, 500);
  t.is(eventsOf(context.journal, 'web-ticket.refused')[0]?.problem, 'token-type');
});
