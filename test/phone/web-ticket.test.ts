import test, { type ExecutionContext } from 'ava';
import { NtlmServer } from '../../harness/authentication/ntlm/index.js';
import { Secret } from '../../harness/foundation/secret.js';
import { webTicket } from '../../harness/phone/steps/web-ticket.js';
import {
  fault,
  SAML_ASSERTION,
  writeCertificateProvisioningMetadata,
  writeRequestSecurityTokenResponse,
  writeWebTicketMetadata,
} from '../../harness/wire/soap/index.js';
import { type BenchOptions, bench, password, pin, typedPassword } from './bench.js';
import { type Answered, type Received, webServer } from './web-server.js';

const SERVICE = '/CertProv/CertProvisioningService.svc';
const TICKETS = '/WebTicket/WebTicketService.svc';

/** A ticket for `user` and `audience`, as the parts a phone looks at. */
function ticketFor(user: string | undefined, audience: string): string {
  const name = user === undefined ? '' : `<saml:NameIdentifier>${user}</saml:NameIdentifier>`;
  return writeRequestSecurityTokenResponse({
    assertionXml:
      `<saml:Assertion xmlns:saml="${SAML_ASSERTION}" AssertionID="SamlSecurityToken-1">` +
      `<saml:Audience>${audience}</saml:Audience>${name}</saml:Assertion>`,
    assertionId: 'SamlSecurityToken-1',
    serverEntropy: Buffer.alloc(32, 0x22),
    created: '2014-11-15T09:00:00Z',
    expires: '2014-11-15T17:00:00Z',
  });
}

/** Both services' metadata on one plain HTTP server; the test answers the posts. */
async function services(
  t: ExecutionContext,
  options: BenchOptions,
  post: (request: Received, audience: string) => Answered,
) {
  const web = await webServer(t, (request) => {
    if (request.path === `${SERVICE}/mex`) {
      const urls = { baseUrl: `${web.url}${SERVICE}`, webTicketUrl: `${web.url}${TICKETS}` };
      return { body: writeCertificateProvisioningMetadata(urls) };
    }
    if (request.path === `${TICKETS}/mex`) {
      const ports = ['WebTicketServicePin', 'WebTicketServiceWinNegotiate'] as const;
      return { body: writeWebTicketMetadata({ baseUrl: `${web.url}${TICKETS}`, ports }) };
    }
    return post(request, `${web.url}${SERVICE}/WebTicket_Proof_SHA1`);
  });
  const { context, journal } = bench(t, options);
  context.memory.certificateService = `${web.url}${SERVICE}`;
  return { ...web, context, journal };
}

test('number and PIN go to the PIN port, and the ticket says whose phone it is', async (t) => {
  const { context, requests, journal, url } = await services(t, {}, (_, audience) => ({
    body: ticketFor('sip:alice@contoso.test', audience),
  }));
  await webTicket.run(context);
  t.is(context.memory.sipAddress, 'alice@contoso.test');
  t.is(context.memory.ticket?.audience, `${url}${SERVICE}/WebTicket_Proof_SHA1`);
  t.regex(context.memory.ticket?.securityXml ?? '', /^<wsu:Timestamp .*<saml:Assertion .*<Signature /);
  const post = requests.at(-1);
  t.is(post?.path, `${TICKETS}/pin`);
  t.regex(post?.body ?? '', /<wsse:Username>4711<\/wsse:Username>/);
  t.true(post?.body.includes(pin.reveal()));
  t.false(post?.body.includes('Claims'), 'it does not know its address yet');
  t.false(JSON.stringify(journal.events).includes(pin.reveal()));
});

test('a ticket for another service, another user or nobody is refused', async (t) => {
  const cases: readonly (readonly [BenchOptions, string | undefined, string | undefined, RegExp])[] = [
    [{}, 'sip:alice@contoso.test', 'https://elsewhere.test/CertProv', /it is for https:\/\/elsewhere/],
    [{}, undefined, undefined, /does not name the user/],
    [{}, 'sip:somebody', undefined, /does not name the user/],
    [{ typed: typedPassword }, 'sip:alice@contoso.test', undefined, /not for jeff@contoso\.test/],
  ];
  for (const [options, user, elsewhere, message] of cases) {
    const { context } = await services(t, options, (_, audience) => ({ body: ticketFor(user, elsewhere ?? audience) }));
    await t.throwsAsync(webTicket.run(context), { code: 'PHONE_WEB_TICKET_MISMATCHED', message });
    t.is(context.memory.ticket, undefined);
  }
});

test('a wrong PIN: the fault is told, and the screen says so', async (t) => {
  const said = {
    faultcode: 'FailedAuthentication',
    faultstring: 'no',
    errorId: 28020,
    reason: 'No valid security token.',
  };
  const { context } = await services(t, {}, () => ({ status: 500, body: fault(said) }));
  await t.throwsAsync(webTicket.run(context), { code: 'PHONE_WEB_TICKET_REFUSED', message: /28020 No valid security/ });
  t.is(context.screen.text, 'Incorrect phone number or PIN');
});

/** A web ticket service that wants NTLM, and issues jeff's ticket to whoever knows his password. */
async function windowsServices(t: ExecutionContext, options: BenchOptions) {
  const ntlm = new NtlmServer();
  const names = {
    netbiosDomain: 'CONTOSO',
    netbiosComputer: 'WEB',
    dnsDomain: 'contoso.test',
    dnsComputer: 'web.contoso.test',
  };
  return await services(t, options, (request, audience) => {
    const token = Buffer.from(/^NTLM (.*)$/.exec(request.headers.authorization ?? '')?.[1] ?? '', 'base64');
    const unauthorized = (header: string) => ({ status: 401, headers: { 'WWW-Authenticate': header } });
    if (token.length === 0) return unauthorized('NTLM');
    if (token.readUInt32LE(8) === 1) return unauthorized(`NTLM ${ntlm.challenge(names).toString('base64')}`);
    const result = ntlm.authenticate(token, (user) => (user === 'jeff' ? password : undefined));
    return result.ok ? { body: ticketFor('sip:jeff@contoso.test', audience) } : unauthorized('NTLM');
  });
}

test('user and password by NTLM: three posts on one connection, the password in none of them', async (t) => {
  const { context, requests, journal } = await windowsServices(t, { typed: typedPassword });
  await webTicket.run(context);
  t.is(context.memory.sipAddress, 'jeff@contoso.test');
  const posts = requests.filter(({ method }) => method === 'POST');
  t.deepEqual(
    posts.map(({ path, connection }) => `${path} ${connection}`),
    Array(3).fill(`${TICKETS} ${posts[0]?.connection}`),
  );
  t.regex(posts[0]?.body ?? '', /sip:jeff@contoso\.test/, 'the address is claimed');
  t.false(JSON.stringify([requests, journal.events]).includes(password.reveal()));
});

test('a wrong password is refused by the status alone', async (t) => {
  const wrong = { ...typedPassword, password: new Secret('Guess-1') };
  const { context } = await windowsServices(t, { typed: wrong });
  await t.throwsAsync(webTicket.run(context), { code: 'PHONE_WEB_TICKET_REFUSED', message: /status 401/ });
  t.is(context.screen.text, 'Incorrect user name or password');
});

test('metadata without the port for the credentials', async (t) => {
  const web = await webServer(t, () => ({ body: '<definitions/>' }));
  const { context } = bench(t);
  context.memory.certificateService = `${web.url}${SERVICE}`;
  await t.throwsAsync(webTicket.run(context), { code: 'PHONE_METADATA_INCOMPLETE' });
  t.is(context.screen.text, 'Connection to Microsoft Lync failed');
});
