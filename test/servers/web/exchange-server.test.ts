import test from 'ava';
import type { Deployment, ExchangeSettings } from '../../../harness/deployment/index.js';
import { createExchangeServer } from '../../../harness/servers/web/index.js';
import {
  EWS_MESSAGES,
  EWS_TYPES,
  writeAutodiscoverRequest,
  writeEwsRequest,
} from '../../../harness/wire/exchange/index.js';
import { children, find, parseXml, text } from '../../../harness/wire/xml/index.js';
import { alicePassword, eventsOf, testContext, testDeployment } from '../deployment.js';
import { type Ask, WebClient } from './client.js';
import { signOnWindows } from './sign-on-windows.js';

const discovery = '/Autodiscover/Autodiscover.xml';
const ews = '/EWS/Exchange.asmx';
const settings: ExchangeSettings = {
  ...{ https: true, http: true, autodiscoverName: true },
  appointments: [
    {
      user: 'alice',
      subject: 'Board & budget',
      location: 'Room 7',
      start: new Date('2014-11-15T10:00:00Z'),
      end: new Date('2014-11-15T11:00:00Z'),
    },
  ],
};

async function exchangeHost(t: { teardown(end: () => void): void }, more: Partial<Deployment> = {}) {
  const { hosts } = await testDeployment();
  const mail = { name: 'exchange', fqdn: 'mail.contoso.com', address: '127.10.1.9' };
  const context = await testContext({
    deployment: { hosts: new Map([...hosts, ['exchange', mail]]), exchange: settings, ...more },
    capture: (label) => label,
  });
  const server = createExchangeServer(context);
  t.teardown(() => server.close());
  const client = (service: 'exchange' | 'exchange-http' = 'exchange') => new WebClient(server, service);
  const ask = async (path: string, given: Ask = {}, password = alicePassword) =>
    await signOnWindows(client(), path, { password, ...given });
  return { context, client, ask };
}

const soap = (operation: string, body = '') =>
  writeEwsRequest(`<m:${operation} xmlns:m="${EWS_MESSAGES}" xmlns:t="${EWS_TYPES}">${body}</m:${operation}>`);
const codeIn = (answer: string) => {
  const code = find(parseXml(answer), 'ResponseCode');
  return code && text(code);
};
const calendar = '<m:ParentFolderIds><t:DistinguishedFolderId Id="calendar"/></m:ParentFolderIds>';
const day = '<m:CalendarView StartDate="2014-11-15T00:00:00Z" EndDate="2014-11-16T00:00:00Z"/>';
const nextDay = '<m:CalendarView StartDate="2014-11-16T00:00:00Z" EndDate="2014-11-17T00:00:00Z"/>';

test('Autodiscover wants NTLM, then says where the mailbox is', async (t) => {
  const { ask, client, context } = await exchangeHost(t);
  const body = writeAutodiscoverRequest('Alice@contoso.com');
  const bare = await client().ask(discovery, { body });
  t.is(bare.status, 401);
  t.is(bare.headers.get('www-authenticate'), 'NTLM');
  const answer = await ask(discovery, { body });
  t.is(answer.status, 200);
  t.regex(answer.headers.get('content-type') ?? '', /^text\/xml/);
  t.is(answer.headers.get('x-ms-server-fqdn'), 'mail.contoso.com');
  const types = children(find(parseXml(answer.text), 'Account') ?? parseXml(answer.text), 'Protocol').map((protocol) =>
    children(protocol).map((each) => `${each.localName} ${text(each)}`),
  );
  t.deepEqual(types[0], [
    'Type EXCH',
    'Server mail.contoso.com',
    'ASUrl https://mail.contoso.com/EWS/Exchange.asmx',
    'EwsUrl https://mail.contoso.com/EWS/Exchange.asmx',
    'OOFUrl https://mail.contoso.com/EWS/Exchange.asmx',
    'OABUrl https://mail.contoso.com/OAB/',
  ]);
  t.is(types.length, 2);
  t.regex(answer.text, /<LegacyDN>\/o=CONTOSO\/ou=.*\/cn=alice<\/LegacyDN>/);
  t.like(eventsOf(context.journal, 'exchange.autodiscover')[0], { user: 'alice', result: 'settings' });
  t.is(eventsOf(context.journal, 'exchange.refused').length, 0);
});

test('Autodiscover knows no other address, and no other request', async (t) => {
  const { ask, context } = await exchangeHost(t);
  const unknown = await ask(discovery, { body: writeAutodiscoverRequest('nobody@contoso.com') });
  t.regex(unknown.text, /<ErrorCode>500<\/ErrorCode>/);
  for (const body of ['<Autodiscover/>', 'nothing', writeAutodiscoverRequest('no address')]) {
    t.regex((await ask(discovery, { body })).text, /<ErrorCode>600<\/ErrorCode>/);
  }
  t.is(eventsOf(context.journal, 'web.unknown-request').length, 3, 'what nobody understood is kept');
});

test('a wrong password is refused and gets nothing', async (t) => {
  const { ask, context } = await exchangeHost(t);
  for (const path of [discovery, ews])
    t.is((await ask(path, { body: soap('FindItem', calendar) }, 'wrong')).status, 401);
  t.deepEqual(
    eventsOf(context.journal, 'exchange.refused').map(({ problem, account }) => `${problem} ${account}`),
    ['wrong-password alice', 'wrong-password alice'],
  );
  t.is(eventsOf(context.journal, 'exchange.request').length, 0);
});

test('over http there is a redirect to https, and nothing that takes a password', async (t) => {
  const { client } = await exchangeHost(t);
  const sent = await client('exchange-http').ask(discovery);
  t.is(sent.status, 302);
  t.is(sent.headers.get('location'), 'https://mail.contoso.com/Autodiscover/Autodiscover.xml');
  t.is((await client('exchange-http').ask(discovery, { body: writeAutodiscoverRequest('a@b') })).status, 403);
  t.is((await client('exchange-http').ask(ews, { body: soap('FindItem', calendar) })).status, 403);
});

test('FindItem gives the appointments of the view, of the user who asks, and of the calendar alone', async (t) => {
  const { ask, context } = await exchangeHost(t);
  const answer = await ask(ews, { body: soap('FindItem', day + calendar) });
  t.is(answer.status, 200);
  t.is(codeIn(answer.text), 'NoError');
  t.regex(answer.text, /<t:Subject>Board &amp; budget<\/t:Subject><t:Start>2014-11-15T10:00:00Z<\/t:Start>/);
  const none = /TotalItemsInView="0"/;
  t.regex((await ask(ews, { body: soap('FindItem', nextDay + calendar) })).text, none);
  t.regex((await ask(ews, { body: soap('FindItem', calendar.replace('calendar', 'inbox')) })).text, none);
  const { events } = context.journal;
  t.true(events.some((event) => event.type === 'exchange.request' && event.operation === 'FindItem'));
  const jeff = await ask(ews, { user: 'jeff', body: soap('FindItem', day + calendar) } as Ask, 'Battery-Staple-42');
  t.regex(jeff.text, none);
});

test('GetFolder counts, and knows no folder of another name', async (t) => {
  const { ask } = await exchangeHost(t);
  const folder = (id: string) => soap('GetFolder', `<m:FolderIds><t:DistinguishedFolderId Id="${id}"/></m:FolderIds>`);
  t.regex((await ask(ews, { body: folder('calendar') })).text, /<t:TotalCount>1<\/t:TotalCount>/);
  t.regex((await ask(ews, { body: folder('inbox') })).text, /<t:UnreadCount>0<\/t:UnreadCount>/);
  t.is(codeIn((await ask(ews, { body: folder('constructor') })).text), 'ErrorItemNotFound');
});

test('ResolveNames finds users, or says that there are none', async (t) => {
  const { ask } = await exchangeHost(t);
  const resolve = (name: string) => soap('ResolveNames', `<m:UnresolvedEntry>${name}</m:UnresolvedEntry>`);
  t.regex((await ask(ews, { body: resolve('pri') })).text, /<t:EmailAddress>jeff@contoso\.com<\/t:EmailAddress>/);
  for (const name of ['zed', '']) {
    t.is(codeIn((await ask(ews, { body: resolve(name) })).text), 'ErrorNameResolutionNoResults');
  }
});

test('GetUserAvailability gives half hours of free and busy, appointments and working hours', async (t) => {
  const { ask } = await exchangeHost(t);
  const body = soap(
    'GetUserAvailabilityRequest',
    '<m:MailboxDataArray><t:MailboxData><t:Email><t:Address>alice@contoso.com</t:Address></t:Email></t:MailboxData>' +
      '<t:MailboxData><t:Email><t:Address>x@y.test</t:Address></t:Email></t:MailboxData></m:MailboxDataArray>' +
      '<t:FreeBusyViewOptions><t:TimeWindow><t:StartTime>2014-11-15T09:00:00</t:StartTime>' +
      '<t:EndTime>2014-11-15T12:00:00</t:EndTime></t:TimeWindow></t:FreeBusyViewOptions>',
  );
  const { text: answer } = await ask(ews, { body });
  t.regex(answer, /<MergedFreeBusy [^>]*>002200<\/MergedFreeBusy>/);
  t.regex(answer, /<Subject>Board &amp; budget<\/Subject>/);
  t.regex(answer, /<WorkingPeriod>/);
  t.regex(answer, /ErrorMailRecipientNotFound/);
});

test('nobody is out of office', async (t) => {
  const { ask } = await exchangeHost(t);
  t.regex((await ask(ews, { body: soap('GetUserOofSettingsRequest') })).text, /<OofState>Disabled<\/OofState>/);
});

test('an unknown operation is a fault and kept whole; what is not SOAP is one, too', async (t) => {
  const { ask, context } = await exchangeHost(t);
  const unknown = await ask(ews, { body: soap('PlayOnPhone') });
  t.is(unknown.status, 500);
  t.regex(unknown.text, /<faultcode[^>]*>a:ErrorInvalidRequest<\/faultcode>/);
  const broken = await ask(ews, { body: '<' });
  t.is(broken.status, 500);
  t.is(codeIn(broken.text), 'ErrorSchemaValidation');
  t.deepEqual(
    eventsOf(context.journal, 'web.unknown-request').map(({ capture }) => capture !== undefined),
    [true, true],
  );
  const { journal } = context;
  t.false(JSON.stringify(journal.events).includes(alicePassword));
});

test('the Lync web services are not on the Exchange host', async (t) => {
  const { client } = await exchangeHost(t);
  t.is((await client().ask('/WebTicket/WebTicketService.svc/mex')).status, 404);
});
