import test from 'ava';
import { discoverServer } from '../../../harness/phone/autodiscover/discover.js';
import { autodiscover } from '../../../harness/phone/steps/autodiscover.js';
import { fault } from '../../../harness/wire/soap/index.js';
import { recorded } from '../bench.js';
import {
  type Answer,
  type Asked,
  access,
  found,
  granted,
  guarded,
  INSIDE,
  link,
  OUTSIDE,
  page,
  street,
  TICKETS,
  WEB,
} from './street.js';

const ROOT = '/Autodiscover/AutodiscoverService.svc/root';
const USER = `https://${WEB}${ROOT}/user`;
const ENTRY = '/?sipuri=alice@contoso.test';
const alice = 'alice@contoso.test';

/** A pool as it should be: over http one redirect, over https the way to the user. */
function sound(asked: Asked, user: Answer = found): Answer | undefined {
  if (asked.path === `${ROOT}/user`) return guarded(asked, user);
  return asked.scheme === 'http' ? link('Redirect', `https://${WEB}${ROOT}`) : link('User', USER);
}

test('by https at the internal name to the user, with a ticket, and to the server it tells', async (t) => {
  const { asked, context, journal, urls } = await street(t, sound);
  t.regex(await autodiscover.run(context), /^pool\.contoso\.test:5061, told by https:\/\/web/);
  t.deepEqual(urls(), [
    `GET https://${INSIDE}${ENTRY}`,
    `GET ${USER}`,
    `GET https://${WEB}${TICKETS}/mex`,
    `POST https://${WEB}${TICKETS}/pin`,
    `GET ${USER}`,
  ]);
  t.deepEqual(context.memory.discovered, { host: 'pool.contoso.test', port: 5061 });
  t.is(asked[0]?.headers.accept, 'application/vnd.microsoft.rtc.autodiscover+xml;v=1');
  const [, opaque = ''] = /^opaque=(.+)$/.exec(String(asked[4]?.headers['x-ms-webticket'])) ?? [];
  t.regex(Buffer.from(opaque, 'base64').toString(), /^<saml:Assertion .*<saml:Audience>https:\/\/web.*\/user</);
  t.is(context.screen.text, 'Connecting to Lync Server');
  t.deepEqual(
    recorded(journal, 'phone.autodiscover').map(({ server, state, to }) => [state, server ?? to]),
    [
      ['linked', USER],
      ['ticket-wanted', `https://${WEB}${TICKETS}`],
      ['found', 'pool.contoso.test:5061'],
    ],
  );
});

test('by http first, where the Root is a redirect', async (t) => {
  const { context, urls } = await street(t, sound);
  t.like(await discoverServer(context, alice, 'http-first'), { server: { host: 'pool.contoso.test', port: 5061 } });
  t.deepEqual(urls().slice(0, 2), [`GET http://${INSIDE}${ENTRY}`, `GET https://${WEB}${ROOT}`]);
});

test('without the internal name by the external one, and to the server outside', async (t) => {
  const user = page(
    `<User>${access('Internal', 'in.test', 5061)}${access('External', 'out.test', 443)}</User>`,
    'External',
  );
  const { context, dns, urls } = await street(t, (asked) => sound(asked, user), { names: [OUTSIDE, WEB] });
  t.like(await discoverServer(context, alice, 'https-first'), { server: { host: 'out.test', port: 443 } });
  t.is(urls()[0], `GET https://${OUTSIDE}${ENTRY}`);
  t.deepEqual(dns.asked.slice(0, 2), [`udp ${INSIDE} A`, `udp ${OUTSIDE} A`]);
});

test('who does not say where the phone is has both servers tried, inside first', async (t) => {
  const both = `${access('External', 'out.test', 443)}${access('Internal', 'in.test', 5061)}`;
  const { context } = await street(t, (asked) => sound(asked, page(`<User>${both}</User>`, '')));
  t.like(await discoverServer(context, alice, 'https-first'), { server: { host: 'in.test' } });
});

test('a server for the other location is none', async (t) => {
  const outside = page(`<User>${access('Internal', 'in.test', 5061)}</User>`, 'External');
  const { context } = await street(t, (asked) => sound(asked, outside));
  const error = await t.throwsAsync(discoverServer(context, alice, 'https-first'), {
    code: 'PHONE_AUTODISCOVER_FAILED',
  });
  t.regex(error?.message ?? '', /names no SIP server for clients whose location is External/);
});

test('links over plain http, and tickets from there, are not taken', async (t) => {
  const plainLink = await street(t, () => link('User', `http://${WEB}${ROOT}/user`));
  await t.throwsAsync(discoverServer(plainLink.context, alice, 'https-first'), { message: /which is not https/ });
  const plainTickets = await street(t, (asked) =>
    asked.path === `${ROOT}/user` ? guarded(asked, found, `http://${WEB}${TICKETS}`) : link('User', USER),
  );
  await t.throwsAsync(discoverServer(plainTickets.context, alice, 'https-first'), { message: /which is not https/ });
  const plainPort = await street(t, sound, { ticketsAt: `http://${WEB}${TICKETS}`, pinInClear: true });
  await t.throwsAsync(discoverServer(plainPort.context, alice, 'https-first'), { message: /it is not https/ });
  const overHttp = await street(t, (asked) => (asked.scheme === 'http' ? guarded(asked) : undefined));
  await t.throwsAsync(discoverServer(overHttp.context, alice, 'http-first'), { message: /ticket over plain http/ });
  for (const { asked, urls } of [plainLink, plainTickets, plainPort, overHttp]) {
    t.false(
      urls().some((url) => url.startsWith('POST') || url.startsWith(`GET http://${WEB}`)),
      urls().join('\n'),
    );
    t.false(asked.some(({ headers }) => headers['x-ms-webticket'] !== undefined));
  }
});

test('a server that is not trusted hears nothing, and is what is said', async (t) => {
  const { asked, context, journal } = await street(t, sound, { untrusted: true });
  await t.throwsAsync(autodiscover.run(context), { code: 'PHONE_SERVER_UNTRUSTED' });
  t.deepEqual(new Set(asked.map(({ scheme }) => scheme)), new Set(['http']));
  t.false(asked.some(({ body }) => body !== ''));
  t.is(context.memory.discovered, undefined);
  t.true(recorded(journal, 'phone.autodiscover').some(({ code }) => code === 'PHONE_SERVER_UNTRUSTED'));
});

test('a circle ends, and no URL is asked twice', async (t) => {
  const other = `https://${WEB}/other`;
  const { context, journal, urls } = await street(t, ({ path }) =>
    link('Redirect', path === '/other' ? `https://${WEB}${ROOT}` : other),
  );
  await t.throwsAsync(discoverServer(context, alice, 'https-first'), { message: /from link to link without an end/ });
  t.is(urls().length, new Set(urls()).size, urls().join('\n'));
  t.is(recorded(journal, 'phone.autodiscover').filter(({ code }) => code === 'PHONE_AUTODISCOVER_LOOP').length, 4);
});

test('ever new links end too', async (t) => {
  let nth = 0;
  const { context, urls } = await street(t, () => link('Redirect', `https://${WEB}/${nth++}`), {
    names: [INSIDE, WEB],
  });
  await t.throwsAsync(discoverServer(context, alice, 'https-first'), { message: /follows no more than 8/ });
  t.is(urls().length, 18, 'two entries, nine questions each');
});

test('a PIN that is refused is not tried again at the next name', async (t) => {
  const body = fault({
    ...{ faultcode: 'wsse:FailedAuthentication', faultstring: 'No.', errorId: 28_020, reason: 'The PIN is wrong.' },
  });
  const { context, urls } = await street(t, sound, { ticket: () => ({ status: 500, body }) });
  await t.throwsAsync(discoverServer(context, alice, 'https-first'), { code: 'PHONE_WEB_TICKET_REFUSED' });
  t.is(urls().filter((url) => url.startsWith('POST')).length, 1);
});

test('a ticket for something else is not used', async (t) => {
  const { asked, context } = await street(t, sound, {
    ticket: () => granted(`https://${WEB}/CertProv`),
  });
  await t.throwsAsync(discoverServer(context, alice, 'https-first'), {
    message: /it is for https:\/\/web[^,]*\/CertProv/,
  });
  t.false(asked.some(({ headers }) => headers['x-ms-webticket'] !== undefined));
});

test('pages, other answers and silence lead on to the next way, and every reason is told', async (t) => {
  const bad: readonly Answer[] = [
    { body: '<html/>', headers: { 'Content-Type': 'text/html' } },
    { status: 503 },
    { status: 401 },
    page('<Root/>'),
    page('<Root><Link token="User" href="https://"/></Root>'),
  ];
  for (const answer of bad) {
    const { context, urls } = await street(t, ({ host }) => (host === INSIDE ? answer : undefined));
    const error = await t.throwsAsync(discoverServer(context, alice, 'https-first'), {
      code: 'PHONE_AUTODISCOVER_FAILED',
    });
    t.deepEqual(
      urls(),
      [INSIDE, OUTSIDE].flatMap((host) => [`GET https://${host}${ENTRY}`, `GET http://${host}${ENTRY}`]),
    );
    t.regex(error?.message ?? '', /status 404/);
  }
});

test('what somebody typed for a domain may make no URL', async (t) => {
  const { context, urls } = await street(t, sound, { names: ['lyncdiscoverinternal.a[b', WEB] });
  await t.throwsAsync(discoverServer(context, 'alice@a[b', 'https-first'), {
    code: 'PHONE_AUTODISCOVER_FAILED',
    message: /which is not a URL/,
  });
  t.deepEqual(urls(), []);
});

test('phones of other makers ask where they are not told otherwise; Lync Phone Edition does not', async (t) => {
  const dueOf = async (model: string, wish?: 'never' | 'http-first') => {
    const { context } = await street(t, sound, { model });
    const habits = { ...context.habits, ...(wish && { autodiscover: wish }) };
    return autodiscover.due?.({ ...context, habits });
  };
  for (const model of ['VVX600', '440HD', 'T48G']) t.true(await dueOf(model), model);
  for (const model of ['CX600', 'CX700', '4120']) t.false(await dueOf(model, 'http-first'), model);
  t.false(await dueOf('VVX600', 'never'));
});
