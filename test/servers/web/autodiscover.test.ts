import test from 'ava';
import { type Deployment, host, type User } from '../../../harness/deployment/index.js';
import { attribute, children, descend, parseXml } from '../../../harness/wire/xml/index.js';
import { alice, alicePin, eventsOf, jeff, jeffPin } from '../deployment.js';
import { testWeb, type WebClient } from './client.js';
import { pinTicket } from './sign-in.js';

const root = '/Autodiscover/AutodiscoverService.svc/root';
const base = `https://lyncweb.contoso.com${root}`;
const xml = { Accept: 'application/vnd.microsoft.rtc.autodiscover+xml;v=1' };
const inside = { Host: 'lyncdiscoverinternal.contoso.com' };

function links(text: string): [string, string][] {
  const [resource] = children(parseXml(text));
  return children(resource ?? parseXml(text), 'Link').map((link) => [
    attribute(link, 'token') ?? '',
    attribute(link, 'href') ?? '',
  ]);
}

async function ticketHeader(client: WebClient, appliesTo: string, [number, pin] = ['1001', alicePin]) {
  const { assertionXml } = await pinTicket(client, number ?? '', pin ?? '', appliesTo);
  return { 'X-MS-WebTicket': `opaque=${Buffer.from(assertionXml).toString('base64')}` };
}

test('over http the Root is 200 with one Redirect to https, whoever asks', async (t) => {
  const { client, context } = await testWeb(t);
  for (const path of ['/?sipuri=alice@contoso.com', `${root}?sipuri=sip:alice@contoso.com`, root]) {
    const answer = await client('web-http').ask(path, { headers: { ...inside, ...xml } });
    t.is(answer.status, 200);
    t.regex(answer.headers.get('content-type') ?? '', /^application\/vnd\.microsoft\.rtc\.autodiscover\+xml/);
    const query = path === root ? '' : '?sipuri=alice%40contoso.com';
    t.deepEqual(links(answer.text), [['Redirect', `${base}${query}`]]);
  }
  t.like(eventsOf(context.journal, 'autodiscover.answer')[0], {
    resource: 'root',
    location: 'Internal',
    format: 'xml',
    redirect: base,
    user: 'alice@contoso.com',
  });
});

test('over https the Root links to User, Domain, Self and OAuth, or redirects where the scenario says so', async (t) => {
  const { client } = await testWeb(t);
  const answer = await client().ask('/?sipuri=alice@contoso.com', { headers: { ...inside, ...xml } });
  t.is(attribute(parseXml(answer.text), 'AccessLocation'), 'Internal');
  t.deepEqual(links(answer.text), [
    ['Domain', `${base}/domain`],
    ['User', `${base}/user`],
    ['Self', base],
    ['OAuth', `${base}/oauth/user`],
  ]);
  const autodiscover = { internalName: true, externalName: true, homeUnknown: [], redirectTo: 'web.fabrikam.com' };
  const elsewhere = await testWeb(t, { deployment: { autodiscover } });
  const sent = await elsewhere.client().ask(root, { headers: xml });
  t.deepEqual(links(sent.text), [['Redirect', `https://web.fabrikam.com${root}`]]);
  const there = { ...xml, Host: 'Web.Fabrikam.com:443' };
  t.is(links((await elsewhere.client().ask(root, { headers: there })).text)[1]?.[0], 'User', 'there it ends');
  const circle = await testWeb(t, { deployment: { autodiscover: { ...autodiscover, redirectBack: true } } });
  t.deepEqual(links((await circle.client().ask(root, { headers: there })).text), [['Redirect', base]]);
});

test('a page of another name is not autodiscover', async (t) => {
  const { client } = await testWeb(t);
  t.is((await client().ask('/')).status, 404);
  t.is((await client().ask('/', { headers: inside })).status, 200);
});

test('Accept decides: XML by its own type, JSON by default, _links for plain JSON', async (t) => {
  const { client } = await testWeb(t);
  const ask = async (accept?: string) =>
    await client().ask(root, { headers: { ...inside, ...(accept !== undefined && { Accept: accept }) } });
  const own = await ask();
  t.deepEqual(JSON.parse(own.text), {
    AccessLocation: 'Internal',
    Root: {
      Links: [
        { token: 'Domain', href: `${base}/domain` },
        { token: 'User', href: `${base}/user` },
        { token: 'Self', href: base },
        { token: 'OAuth', href: `${base}/oauth/user` },
      ],
    },
  });
  t.is((await ask('*/*')).text, own.text);
  const later = await ask('application/json');
  t.is(later.headers.get('content-type'), 'application/json; charset=utf-8');
  t.deepEqual(JSON.parse(later.text), {
    _links: {
      domain: { href: `${base}/domain` },
      user: { href: `${base}/user` },
      self: { href: base },
      oauth: { href: `${base}/oauth/user` },
    },
  });
  t.regex((await ask('application/vnd.microsoft.rtc.autodiscover+xml;v=1, application/json')).text, /^<\?xml/);
  const redirect = await client('web-http').ask(root, { headers: { ...inside, Accept: 'application/json' } });
  t.is((JSON.parse(redirect.text) as { _links: { redirect: { href: string } } })._links.redirect.href, base);
});

test('a client is outside by the name or port it came to, or as the scenario says', async (t) => {
  const { client } = await testWeb(t);
  const locationOf = (text: string) => attribute(parseXml(text), 'AccessLocation');
  const outside = await client().ask(root, { headers: { ...xml, Host: 'lyncdiscover.contoso.com' } });
  t.is(locationOf(outside.text), 'External');
  t.is(links(outside.text)[1]?.[1], `https://lyncdiscover.contoso.com${root}/user`, 'and stays outside');
  t.is(locationOf((await client('web-http-8080').ask(root, { headers: xml })).text), 'External');
  t.is(locationOf((await client('web-http').ask(root, { headers: xml })).text), 'Internal');
  const autodiscover = { internalName: true, externalName: true, homeUnknown: [], accessLocation: 'External' } as const;
  const said = await testWeb(t, { deployment: { autodiscover } });
  t.is(locationOf((await said.client().ask(root, { headers: { ...xml, ...inside } })).text), 'External');
});

test('the User resource without a ticket is 401 with the ticket service and OAuth, and no NTLM', async (t) => {
  const { client, context } = await testWeb(t);
  for (const headers of [{}, { 'X-MS-WebTicket': 'opaque=rubbish' }, { 'X-MS-WebTicket': 'cwt=x' }]) {
    const answer = await client().ask(`${root}/user`, { headers });
    t.is(answer.status, 401);
    t.is(answer.headers.get('x-ms-webticketurl'), 'https://lyncweb.contoso.com/WebTicket/WebTicketService.svc');
    t.regex(
      answer.headers.get('www-authenticate') ?? '',
      /^MsRtcOAuth href=https:\/\/lyncweb\.contoso\.com\/WebTicket/,
    );
  }
  t.like(eventsOf(context.journal, 'autodiscover.refused')[0], { resource: 'user', status: 401, problem: 'missing' });
});

test('the bearer of a ticket for the User resource hears where to sign in; another ticket is none', async (t) => {
  const { client, context } = await testWeb(t);
  const one = client();
  const answer = await one.ask(`${root}/user`, { headers: { ...xml, ...(await ticketHeader(one, `${base}/user`)) } });
  t.is(answer.status, 200);
  const user = descend(parseXml(answer.text), 'User');
  const access = user && descend(user, 'SipClientInternalAccess');
  t.is(access && attribute(access, 'fqdn'), 'pool01.contoso.com');
  t.is(access && attribute(access, 'port'), '5061');
  t.is(user && descend(user, 'SipClientExternalAccess'), undefined, 'there is no Edge');
  const tokens = links(answer.text).map(([token]) => token);
  for (const token of ['Internal/Autodiscover', 'External/Ucwa', 'Internal/AuthBroker', 'Self', 'Ucwa', 'XFrame']) {
    t.true(tokens.includes(token), token);
  }
  t.like(eventsOf(context.journal, 'autodiscover.answer')[0], {
    ...{ resource: 'user', user: 'alice@contoso.com', server: 'pool01.contoso.com:5061' },
  });
  const other = await one.ask(`${root}/user`, {
    headers: await ticketHeader(one, 'https://lyncweb.contoso.com/other'),
  });
  t.is(other.status, 401);
  t.is(eventsOf(context.journal, 'autodiscover.refused')[0]?.problem, 'audience');
});

test('the Edge is where clients outside sign in', async (t) => {
  const edge = { name: 'edge', fqdn: 'edge.contoso.com', address: '127.10.1.4' };
  const { context } = await testWeb(t);
  const hosts = new Map([...context.deployment.hosts, ['edge', edge] as const]);
  const { client } = await testWeb(t, { deployment: { hosts } });
  const { text } = await client().ask(`${root}/domain`, { headers: xml });
  t.regex(text, /<SipClientExternalAccess fqdn="edge\.contoso\.com" port="443"\/>/);
  t.regex(text, /<SipServerExternalAccess fqdn="edge\.contoso\.com" port="5061"\/>/);
  t.regex(text, /<Domain>/);
});

async function userAnswer(t: Parameters<typeof testWeb>[0], deployment: Partial<Deployment>, user: User, pin: string) {
  const { client, context } = await testWeb(t, { deployment });
  const one = client();
  const ticket = await ticketHeader(one, `${base}/user`, [user.extension, pin]);
  return { answer: await one.ask(`${root}/user`, { headers: { ...xml, ...ticket } }), context };
}

test('a user whose home nobody knows is 404 and nothing more', async (t) => {
  const autodiscover = { internalName: true, externalName: true, homeUnknown: ['jeff@contoso.com'] };
  const { answer, context } = await userAnswer(t, { autodiscover }, jeff, jeffPin);
  t.is(answer.status, 404);
  t.is(answer.text, '');
  t.like(eventsOf(context.journal, 'autodiscover.refused')[0], { status: 404, user: 'jeff@contoso.com' });
  const known = await userAnswer(t, { autodiscover }, alice, alicePin);
  t.is(known.answer.status, 200);
});

test('a user homed elsewhere is sent there', async (t) => {
  const { context } = await testWeb(t);
  const other = { name: 'front-end-2', fqdn: 'pool02.contoso.com', address: '127.10.1.5' };
  const hosts = new Map([...context.deployment.hosts, ['front-end-2', other] as const]);
  const users = [{ ...alice, home: 'front-end-2' }];
  const { answer } = await userAnswer(t, { hosts, users }, alice, alicePin);
  t.deepEqual(links(answer.text), [['Redirect', `https://pool02.contoso.com${root}`]]);
  t.is(host(context.deployment, 'web').fqdn, 'lyncweb.contoso.com');
});

test('the User and Domain resources are there over https alone', async (t) => {
  const { client } = await testWeb(t);
  t.is((await client('web-http').ask(`${root}/user`)).status, 403);
  t.is((await client('web-http').ask(`${root}/domain`)).status, 403);
});
