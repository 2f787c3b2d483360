import test from 'ava';
import { securityHeaderXml } from '../../../harness/authentication/web-ticket/index.js';
import {
  envelope,
  GROUP_EXPANSION_PORT,
  parseEnvelope,
  parseFault,
  readIssuerAddress,
  readPortLocation,
} from '../../../harness/wire/soap/index.js';
import { children, find, parseXml, text } from '../../../harness/wire/xml/index.js';
import { alicePassword, alicePin, eventsOf } from '../deployment.js';
import { testWeb, type WebClient } from './client.js';
import { pinTicket } from './sign-in.js';
import { signOnWindows } from './sign-on-windows.js';

const service = '/groupexpansion/service.svc';
const port = `${service}/WebTicket_Bearer`;
const url = `https://lyncweb.contoso.com${port}`;

const addressBook = {
  contacts: [{ displayName: 'Carol Clark', mail: 'carol@partner.test', company: 'Partner' }],
  distributionLists: [{ address: 'sales@contoso.com', displayName: 'Sales', members: ['alice', 'nobody'] }],
};
const deployment = { addressBook };

const basic = (value: string, { list = 'displayName,mail', verb = 'BeginsWith', most = '100' } = {}) =>
  `<SearchAbEntry xmlns="DistributionListExpander"><AbEntryRequest><BasicSearch><SearchList>${list}</SearchList>` +
  `<Value>${value}</Value><Verb>${verb}</Verb></BasicSearch><Metadata><FromDialPad>false</FromDialPad>` +
  `<MaxResultNum>${most}</MaxResultNum><ReturnList>displayName,msRTCSIP-PrimaryUserAddress,photoHash</ReturnList>` +
  '</Metadata></AbEntryRequest></SearchAbEntry>';

const change = (...queries: readonly (readonly [string, string])[]) =>
  '<SearchAbEntry xmlns="DistributionListExpander"><AbEntryRequest><ChangeSearch>' +
  queries
    .map(
      ([on, value]) =>
        `<AbEntryRequest.ChangeSearchQuery><SearchOn>${on}</SearchOn><Value>${value}</Value></AbEntryRequest.ChangeSearchQuery>`,
    )
    .join('') +
  '</ChangeSearch><Metadata><MaxResultNum>10</MaxResultNum><ReturnList>displayName</ReturnList></Metadata>' +
  '</AbEntryRequest></SearchAbEntry>';

async function ask(client: WebClient, operation: string, appliesTo = url) {
  const ticket = await pinTicket(client, '1001', alicePin, appliesTo);
  return await client.soap(port, envelope(operation, securityHeaderXml(ticket)));
}

function entries(answer: string): Record<string, string>[] {
  const items = find(parseXml(answer), 'Items');
  return (items ? children(items) : []).map((entry) =>
    Object.fromEntries(
      children(children(entry)[0] ?? entry).map((each) => {
        const [name, value] = children(each);
        return [name ? text(name) : '', value ? text(value) : ''];
      }),
    ),
  );
}

test('the metadata name the bearer port and the ticket service', async (t) => {
  const { client } = await testWeb(t);
  for (const path of [`${service}/mex`, `${service}?wsdl`]) {
    const answer = await client().ask(path);
    t.is(answer.status, 200);
    const document = parseXml(answer.text);
    t.is(readPortLocation(document, GROUP_EXPANSION_PORT), url);
    t.is(
      readIssuerAddress(document, GROUP_EXPANSION_PORT),
      'https://lyncweb.contoso.com/WebTicket/WebTicketService.svc',
    );
    t.notRegex(answer.text, /EndorsingSupportingTokens/);
  }
});

test('a search finds users and contacts by the beginning of a word, with the attributes asked for', async (t) => {
  const { client, context } = await testWeb(t, { deployment });
  const found = await ask(client(), basic('al'));
  t.is(found.status, 200);
  t.deepEqual(entries(found.text), [
    { displayName: 'Alice Adams', 'msRTCSIP-PrimaryUserAddress': 'sip:alice@contoso.com' },
  ]);
  t.deepEqual(entries((await ask(client(), basic('clark'))).text), [{ displayName: 'Carol Clark' }]);
  t.deepEqual(entries((await ask(client(), basic('nobody'))).text), []);
  t.deepEqual(entries((await ask(client(), basic(''))).text), [], 'nothing finds nobody');
  t.is(entries((await ask(client(), basic('contoso', { list: 'company', most: '1' }))).text).length, 1);
  t.deepEqual(entries((await ask(client(), basic('alice', { verb: 'EqualTo' }))).text), []);
  t.like(eventsOf(context.journal, 'address-book.search')[0], {
    user: 'alice@contoso.com',
    kind: 'BasicSearch',
    found: 1,
    attributes: ['displayName', 'mail'],
  });
});

test('a change search wants every condition to hold', async (t) => {
  const { client } = await testWeb(t, { deployment });
  const name = ['displayName', 'jeff'] as const;
  t.deepEqual(entries((await ask(client(), change(name, ['mail', 'jeff@']))).text), [{ displayName: 'Jeff Price' }]);
  t.deepEqual(entries((await ask(client(), change(name, ['mail', 'alice']))).text), []);
  const address = ['msRTCSIP-PrimaryUserAddress', 'jeff@contoso.com'] as const;
  t.is(entries((await ask(client(), change(address))).text).length, 1);
});

test('without a ticket, or with one for something else, there is a fault and nobody is told of', async (t) => {
  const { client, context } = await testWeb(t, { deployment });
  const bare = await client().soap(port, envelope(basic('alice')));
  t.is(bare.status, 500);
  t.is(parseFault(parseEnvelope(bare.text))?.errorId, 28020);
  const other = await ask(client(), basic('alice'), 'https://lyncweb.contoso.com/other');
  t.is(parseFault(parseEnvelope(other.text))?.errorId, 28077);
  t.deepEqual(
    eventsOf(context.journal, 'address-book.refused').map(({ problem }) => problem),
    ['missing', 'audience'],
  );
  t.is((await client('web-http').soap(port, envelope(basic('alice')))).status, 403);
});

test('a distribution list is expanded to its deployed members, an unknown one is NotFound; both are kept whole', async (t) => {
  const { client, context } = await testWeb(t, { deployment });
  const query = (list: string) => `<QueryDL xmlns="DistributionListExpander"><mail>${list}</mail></QueryDL>`;
  const found = await ask(client(), query('Sales@contoso.com'));
  t.regex(found.text, /<QueryDLResult><Status>Success<\/Status><DisplayName>Sales</);
  t.is(found.text.match(/<SipUri>/g)?.length, 1);
  t.regex((await ask(client(), query('other@contoso.com'))).text, /<Status>NotFound<\/Status><\/QueryDLResult>/);
  t.deepEqual(
    eventsOf(context.journal, 'group-expansion.answer').map(({ status, members }) => [status, members]),
    [
      ['Success', 1],
      ['NotFound', 0],
    ],
  );
  t.is(eventsOf(context.journal, 'web.unknown-request').length, 2);
  const neither = await ask(client(), '<Strange xmlns="DistributionListExpander"/>');
  t.is(neither.status, 500);
  const foreign = await ask(client(), '<SearchAbEntry xmlns="other"/>');
  t.is(foreign.status, 500);
});

test('the download handler wants a ticket or NTLM, and has no file', async (t) => {
  const { client } = await testWeb(t);
  const one = client();
  const refused = await one.ask('/abs/handler/F-0123.lsabs');
  t.is(refused.status, 401);
  t.is(refused.headers.get('x-ms-webticketurl'), 'https://lyncweb.contoso.com/WebTicket/WebTicketService.svc');
  t.is(refused.headers.get('www-authenticate'), 'NTLM');
  const { assertionXml } = await pinTicket(one, '1001', alicePin, 'https://lyncweb.contoso.com/abs/handler');
  const headers = { 'X-MS-WebTicket': `opaque=${Buffer.from(assertionXml).toString('base64')}` };
  t.is((await one.ask('/abs/handler/F-0123.lsabs', { headers })).status, 404);
  const windows = await signOnWindows(client(), '/abs/handler/F-0123.lsabs', { password: alicePassword });
  t.is(windows.status, 404);
  t.is((await signOnWindows(client(), '/abs/handler/x', { password: 'wrong' })).status, 401);
  t.is((await client('web-http').ask('/abs/handler/x')).status, 403);
});

test('the location service has no answer but a fault, and keeps the question', async (t) => {
  const { client, context } = await testWeb(t);
  const answer = await client().soap('/locationinformation/liservice.svc', envelope('<GetLocations xmlns="x"/>'));
  t.is(answer.status, 500);
  t.is(eventsOf(context.journal, 'web.unknown-request').length, 1);
});
