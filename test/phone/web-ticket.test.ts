import test, { type ExecutionContext } from 'ava';
import { NtlmServer } from '../../harness/authentication/ntlm/index.js';
import { Secret } from '../../harness/foundation/secret.js';
import type { StepContext } from '../../harness/phone/context.js';
import { webTicket } from '../../harness/phone/steps/web-ticket.js';
import {
  fault,
  parseEnvelope,
  SAML_ASSERTION,
  writeCertificateProvisioningMetadata,
  writeRequestSecurityTokenResponse,
  writeWebTicketMetadata,
} from '../../harness/wire/soap/index.js';
import { find } from '../../harness/wire/xml/index.js';
import { keptAuthority, keptRsaKey } from '../certs/kept-keys.js';
import { type BenchOptions, bench, password, pin, typedPassword } from './bench.js';
import { type Answered, type Received, webServer } from './web-server.js';

/** What the bench's time server would tell. */
const powerOnDate = new Date('2014-11-15T09:00:00Z');
const keys = keptRsaKey();
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
  ports: Parameters<typeof writeWebTicketMetadata>[0]['ports'] = [
    'WebTicketServicePin',
    'WebTicketServiceWinNegotiate',
  ],
) {
  const web = await webServer(t, (request) => {
    if (request.path === `${SERVICE}/mex`) {
      const urls = { baseUrl: `${web.url}${SERVICE}`, webTicketUrl: `${web.url}${TICKETS}` };
      return { body: writeCertificateProvisioningMetadata(urls) };
    }
    if (request.path === `${TICKETS}/mex`) {
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

test('a ticket that is still good is used again, without a word to anybody', async (t) => {
  const { context, requests } = await services(t, { powerOnDate }, (_, audience) => ({
    body: ticketFor('sip:alice@contoso.test', audience),
  }));
  t.is(await webTicket.run(context), 'for alice@contoso.test, by pin');
  const asked = requests.length;
  t.is(await webTicket.run(context), 'the one for alice@contoso.test, kept');
  t.is(requests.length, asked);
});

test('a ticket that ends within a minute, or is of another service, is not used again', async (t) => {
  const { context, requests } = await services(t, { powerOnDate }, (_, audience) => ({
    body: ticketFor('sip:alice@contoso.test', audience),
  }));
  await webTicket.run(context);
  const { ticket } = context.memory;
  if (!ticket) return t.fail('no ticket');
  for (const other of [
    { ...ticket, expires: new Date(powerOnDate.getTime() + 59_000) },
    { ...ticket, service: 'https://elsewhere.test' },
  ]) {
    context.memory.ticket = other;
    const asked = requests.length;
    await webTicket.run(context);
    t.is(requests.length, asked + 3, 'metadata of both services, and the ticket');
  }
});

/** The phone has a certificate in force, until the date given. */
async function certified({ memory }: StepContext, notAfter: Date): Promise<void> {
  const { privateKey, publicKey } = await keys;
  const authority = await keptAuthority(powerOnDate);
  const certificate = await authority.issue({ publicKey, user: 'alice@contoso.test', at: powerOnDate });
  memory.certificate = { certificate, privateKey, thumbprint: 'A1', notAfter };
}

const certificatePort = ['WebTicketServiceCert', 'WebTicketServicePin'] as const;
const tomorrow = new Date('2014-11-16T09:00:00Z');

test('a phone with a certificate gets its ticket by that, and sends no PIN', async (t) => {
  const { context, requests } = await services(
    t,
    { powerOnDate },
    (_, audience) => ({ body: ticketFor('sip:alice@contoso.test', audience) }),
    certificatePort,
  );
  await certified(context, tomorrow);
  t.is(await webTicket.run(context), 'for alice@contoso.test, by certificate');
  const post = requests.at(-1);
  t.is(post?.path, `${TICKETS}/cert`);
  t.false(post?.body.includes(pin.reveal()));
  const { header } = parseEnvelope(post?.body ?? '');
  t.truthy(header && find(header, 'BinarySecurityToken'));
  t.truthy(header && find(header, 'SignatureValue'));
});

for (const [title, notAfter, ports, paths] of [
  ['refused with its certificate, the phone asks by PIN', tomorrow, certificatePort, ['cert', 'pin']],
  ['a certificate that is over proves nothing', new Date(0), certificatePort, ['pin']],
  ['where certificates are not taken, the PIN is', tomorrow, ['WebTicketServicePin'], ['pin']],
] as const) {
  test(title, async (t) => {
    const { context, requests } = await services(
      t,
      { powerOnDate },
      ({ path }, audience) =>
        path.endsWith('/cert')
          ? {
              status: 500,
              body: fault({ faultcode: 'FailedAuthentication', faultstring: 'no', errorId: 28020, reason: 'no' }),
            }
          : { body: ticketFor('sip:alice@contoso.test', audience) },
      ports,
    );
    await certified(context, notAfter);
    t.is(await webTicket.run(context), 'for alice@contoso.test, by pin');
    const posts = requests.filter(({ method }) => method === 'POST').map(({ path }) => path);
    t.deepEqual(
      posts,
      paths.map((port) => `${TICKETS}/${port}`),
    );
  });
}
