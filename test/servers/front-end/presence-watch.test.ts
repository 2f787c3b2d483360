import test from 'ava';
import { FrontEnd } from '../../../harness/servers/front-end/index.js';
import { header, parseAddress, type SipResponse } from '../../../harness/wire/sip/index.js';
import { attribute, children, find, parseXml, text, type XmlElement } from '../../../harness/wire/xml/index.js';
import { alice as aliceUser, jeff as jeffUser, testContext } from '../deployment.js';
import { Device, type DeviceRequest, xmlOf } from './device.js';
import { NOTE_XML, publication, publish, STATE_XML } from './publishing.js';

const BATCH = 'application/msrtc-adrl-categorylist+xml';
const PUBLISH = 'application/msrtc-category-publish+xml';

/** As pidgin-sipe asks. */
function batch(
  users: readonly string[],
  options: { action?: string; context?: boolean; categories?: readonly string[] } = {},
) {
  const {
    action = 'subscribe',
    categories = ['calendarData', 'contactCard', 'note', 'state'],
    context = false,
  } = options;
  const resources = users
    .map((user) => `<resource uri="sip:${user}">${context ? '<context/>' : ''}</resource>`)
    .join('\n');
  const names = categories.map((name) => `<category name="${name}"/>`).join('\n');
  return `<batchSub xmlns="http://schemas.microsoft.com/2006/01/sip/batch-subscribe" uri="sip:jeff@contoso.com" name="">\n<action name="${action}" id="63792024">\n<adhocList>\n${resources}</adhocList>\n<categoryList xmlns="http://schemas.microsoft.com/2006/09/sip/categorylist">\n${names}</categoryList>\n</action>\n</batchSub>`;
}

function watch(device: Device, body: string, parts: Partial<DeviceRequest> = {}): Promise<SipResponse> {
  const headers = [
    { name: 'Require', value: 'adhoclist, categoryList' },
    { name: 'Supported', value: 'eventlist' },
  ];
  return device.subscribe('presence', { headers, type: BATCH, body, ...parts });
}

/** The parts of a multipart body by Content-ID, with their types. */
function partsOf(response: SipResponse): Map<string, { type: string; root: XmlElement }> {
  const boundary = /boundary=([0-9a-f]+)$/.exec(header(response, 'Content-Type') ?? '')?.[1] ?? '';
  const pieces = response.body.toString().split(`--${boundary}`);
  if (pieces[0] !== '' || pieces.at(-1) !== '--\r\n') throw new Error('not a multipart body');
  return new Map(
    pieces.slice(1, -1).map((piece) => {
      const [head = '', content = ''] = piece.replace(/^\r\n/, '').replace(/\r\n$/, '').split('\r\n\r\n');
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(head)?.[1]?.trim() ?? '';
      return [field('Content-ID'), { type: field('Content-Type'), root: parseXml(content) }];
    }),
  );
}

async function people(t: Parameters<typeof Device.signedIn>[0], users?: (typeof aliceUser)[]) {
  const context = await testContext(users ? { deployment: { users } } : {});
  const frontEnd = new FrontEnd(context);
  const alice = await Device.signedIn(t, context, frontEnd);
  const jeff = await Device.signedIn(t, context, frontEnd, 'jeff@contoso.com', '01010101');
  return { alice, context, frontEnd, jeff };
}

function stateOf(root: XmlElement | undefined): string | undefined {
  const availability = root && find(root, 'availability');
  return availability && text(availability);
}

test('a batch is answered as a list of resources with a part for each that is there', async (t) => {
  const { jeff } = await people(t);
  const response = await watch(jeff, batch(['alice@contoso.com', 'nobody@contoso.com']));
  t.is(response.status, 200);
  t.is(header(response, 'Require'), 'eventlist');
  t.regex(
    header(response, 'Content-Type') ?? '',
    /^multipart\/related; type="application\/rlmi\+xml"; start=resourceList; boundary=[0-9a-f]{30}$/,
  );
  const parts = partsOf(response);
  t.deepEqual([...parts.keys()], ['resourceList', 'alice@contoso.com']);
  const list = parts.get('resourceList');
  t.is(list?.type, 'application/rlmi+xml');
  t.is(list?.root.namespace, 'urn:ietf:params:xml:ns:rlmi');
  t.is(list && attribute(list.root, 'uri'), 'sip:jeff@contoso.com');
  t.deepEqual(
    list &&
      children(list.root, 'resource').map((resource) => {
        const [instance] = children(resource, 'instance');
        return [
          attribute(resource, 'uri'),
          ...(instance?.attributes.map(({ name, value }) => `${name}=${value}`) ?? []),
        ];
      }),
    [
      ['sip:alice@contoso.com', 'id=0', 'state=active', 'cid=alice@contoso.com'],
      ['sip:nobody@contoso.com', 'id=0', 'state=terminated', 'reason=noresource'],
    ],
  );
  const alice = parts.get('alice@contoso.com');
  t.is(alice?.type, 'application/msrtc-event-categories+xml');
  t.is(alice && attribute(alice.root, 'uri'), 'sip:alice@contoso.com');
  t.deepEqual(alice && children(alice.root).map((category) => attribute(category, 'name')), [
    'calendarData',
    'contactCard',
    'note',
    'state',
  ]);
  const name = alice && find(alice.root, 'displayName');
  t.is(name && text(name), 'Alice Adams');
  t.is(stateOf(alice?.root), '3500');
});

test('one person is answered without a list; nobody of that name is a 404', async (t) => {
  const { jeff } = await people(t);
  const one = await jeff.subscribe('presence', { to: 'alice@contoso.com' });
  t.is(header(one, 'Content-Type'), 'application/msrtc-event-categories+xml');
  t.is(header(one, 'Require'), undefined);
  t.is(attribute(xmlOf(one), 'uri'), 'sip:alice@contoso.com');
  t.deepEqual(
    children(xmlOf(one)).map((category) => attribute(category, 'name')),
    ['contactCard', 'note', 'state'],
  );
  const named = await jeff.subscribe('presence', {
    to: 'alice@contoso.com',
    type: BATCH,
    body: batch(['alice@contoso.com']),
  });
  t.is(header(named, 'Content-Type'), 'application/msrtc-event-categories+xml');
  const nobody = await jeff.subscribe('presence', { to: 'nobody@contoso.com' });
  t.is(nobody.status, 404);
  t.regex(header(nobody, 'ms-diagnostics') ?? '', /^4005;/);
});

test('somebody homed elsewhere is to be subscribed there', async (t) => {
  const bob = { ...jeffUser, name: 'bob', sipAddress: 'bob@contoso.com', home: 'web' };
  const { jeff } = await people(t, [aliceUser, jeffUser, bob]);
  const parts = partsOf(await watch(jeff, batch(['bob@contoso.com', 'alice@contoso.com'])));
  t.deepEqual([...parts.keys()], ['resourceList', 'alice@contoso.com']);
  const instance = find(parts.get('resourceList')?.root ?? parseXml('<none/>'), 'instance');
  t.is(instance && attribute(instance, 'state'), 'resubscribe');
  t.is(instance && attribute(instance, 'poolFqdn'), 'lyncweb.contoso.com');
});

test('signing out and in is told to those who watch, and to the other devices', async (t) => {
  const { alice, context, frontEnd, jeff } = await people(t);
  const second = await Device.signedIn(t, context, frontEnd, 'alice@contoso.com', '02020202');
  await watch(jeff, batch(['alice@contoso.com']));
  await second.subscribe('vnd-microsoft-roaming-self');
  const note = publication({ categoryName: 'note', instance: 0, container: 200 }, NOTE_XML('here'));
  await alice.service(PUBLISH, publish(note));
  await jeff.take();
  await second.take();

  await alice.signOut();
  const [gone] = await jeff.take();
  t.deepEqual(gone && children(xmlOf(gone)).map((category) => attribute(category, 'name')), ['state', 'note']);
  t.is(gone && stateOf(xmlOf(gone)), '3500', 'the other device is still there');
  t.is(gone && find(xmlOf(gone), 'body'), undefined);
  const [self] = await second.take();
  t.true(self && second.phone.association.check(self).ok);
  t.regex(self?.body.toString() ?? '', /<category name="note" container="200"\/>/);

  await second.signOut();
  const [offline] = await jeff.take();
  t.is(offline && stateOf(xmlOf(offline)), '18500');
  await Device.signedIn(t, context, frontEnd);
  const [back] = await jeff.take();
  t.is(back && stateOf(xmlOf(back)), '3500');
});

test('watchers are told what changed of what they asked for, signed, and nothing raw', async (t) => {
  const { alice, jeff } = await people(t);
  await watch(jeff, batch(['alice@contoso.com'], { categories: ['state', 'note'] }));
  const state = publication({ categoryName: 'state', instance: 5, container: 2 }, STATE_XML('machineState', 6500));
  const card = publication({ categoryName: 'contactCard', instance: 5, container: 200 }, '<contactCard/>');
  await alice.service(PUBLISH, publish(`${state}${card}`));
  const [told, ...more] = await jeff.take();
  t.deepEqual(more, []);
  if (!told) return t.fail('nothing came');
  t.true(jeff.phone.association.check(told).ok);
  t.is(header(told, 'Event'), 'presence');
  t.is(header(told, 'CSeq'), '2 BENOTIFY');
  t.is(header(told, 'Content-Type'), 'application/msrtc-event-categories+xml');
  const root = xmlOf(told);
  t.deepEqual(
    children(root).map((category) => attribute(category, 'name')),
    ['state'],
  );
  t.is(stateOf(root), '6500');
  t.notRegex(told.body.toString(), /machineState/);
});

test('a note is seen by those of its container alone', async (t) => {
  const { alice, jeff } = await people(t);
  await watch(jeff, batch(['alice@contoso.com'], { categories: ['note'] }));
  const note = (container: number, body: string) =>
    alice.service(
      PUBLISH,
      publish(publication({ categoryName: 'note', instance: 0, container, expireType: 'static' }, NOTE_XML(body))),
    );
  await note(400, 'for friends');
  await note(200, 'for colleagues &lt;&amp;');
  const seen = (await jeff.take()).map((request) => {
    const body = find(xmlOf(request), 'body');
    return body && text(body);
  });
  t.deepEqual(seen, [undefined, 'for colleagues <&']);
  const members = (container: number, version: number) =>
    alice.service(
      'application/msrtc-setcontainermembers+xml',
      `<setContainerMembers><container id="${container}" version="${version}"><member action="add" type="user" value="jeff@contoso.com"/></container></setContainerMembers>`,
    );
  await members(400, 0);
  const [promoted] = await jeff.take();
  const body = promoted && find(xmlOf(promoted), 'body');
  t.is(body && text(body), 'for friends');
});

test('who is blocked sees nobody there', async (t) => {
  const { alice, jeff } = await people(t);
  t.is(stateOf(xmlOf(await jeff.subscribe('presence', { to: 'alice@contoso.com' }))), '3500');
  await alice.service(
    'application/msrtc-setcontainermembers+xml',
    '<setContainerMembers><container id="32000" version="0"><member action="add" type="user" value="sip:jeff@contoso.com"/></container></setContainerMembers>',
  );
  const [told] = await jeff.take();
  t.is(told && stateOf(xmlOf(told)), '18500');
  t.is(stateOf(xmlOf(await jeff.subscribe('presence', { to: 'alice@contoso.com' }))), '18500');
});

test('requests in the dialog add people and take them away; a refresh without a list gives all', async (t) => {
  const { alice, jeff } = await people(t);
  const first = await watch(jeff, batch(['jeff@contoso.com']), { callId: 'watch-1' });
  const toTag = parseAddress(header(first, 'To') ?? '').parameters.get('tag');
  const more = await watch(jeff, batch(['alice@contoso.com']), { callId: 'watch-1', toTag });
  t.deepEqual([...partsOf(more).keys()], ['resourceList', 'alice@contoso.com']);
  const refreshed = await jeff.subscribe('presence', { callId: 'watch-1', toTag });
  t.deepEqual([...partsOf(refreshed).keys()], ['resourceList', 'jeff@contoso.com', 'alice@contoso.com']);
  const busy = (version: number) =>
    alice.service(
      PUBLISH,
      publish(
        publication({ categoryName: 'state', instance: 5, container: 2, version }, STATE_XML('machineState', 6500)),
      ),
    );
  await busy(0);
  t.is((await jeff.take()).length, 1);
  await watch(jeff, batch(['alice@contoso.com'], { action: 'unsubscribe' }), { callId: 'watch-1', toTag });
  await busy(1);
  t.deepEqual(await jeff.take(), []);
});

test('somebody just put into a contact list learns of it once, and says so', async (t) => {
  const { alice, jeff } = await people(t, [aliceUser, { ...jeffUser, displayName: 'Jeff <&" Price' }]);
  await alice.subscribe('vnd-microsoft-roaming-self');
  await watch(jeff, batch(['alice@contoso.com'], { context: true }));
  await watch(jeff, batch(['alice@contoso.com'], { context: true }));
  const told = await alice.take();
  t.is(told.length, 1);
  const subscriber = told[0] && find(xmlOf(told[0]), 'subscriber');
  t.is(subscriber && attribute(subscriber, 'user'), 'jeff@contoso.com');
  t.is(subscriber && attribute(subscriber, 'displayName'), 'Jeff <&" Price');
  t.is(subscriber && attribute(subscriber, 'acknowledged'), 'false');
  const set = (user: string) =>
    alice.service(
      'application/msrtc-presence-setsubscriber+xml',
      `<setSubscribers xmlns="http://schemas.microsoft.com/2006/09/sip/presence-subscribers"><subscriber user="${user}" acknowledged="true"/></setSubscribers>`,
    );
  t.is((await set('nobody@contoso.com')).status, 200);
  t.deepEqual(await alice.take(), []);
  t.is((await set('jeff@contoso.com')).status, 200);
  const [acknowledged] = await alice.take();
  t.regex(acknowledged?.body.toString() ?? '', /acknowledged="true"/);
});

test('lists nobody can read, or too long, are a 400', async (t) => {
  const { jeff } = await people(t);
  const many = (length: number) => Array.from({ length }, (_, number) => `user${number}@contoso.com`);
  for (const body of [
    '<batchSub><action name="subscribe"><adhocList><resource/></adhocList></action></batchSub>',
    '<list/>',
    batch(many(1001)),
  ]) {
    t.is((await watch(jeff, body)).status, 400);
  }
  t.is((await watch(jeff, batch(many(1000)))).status, 200);
  t.is((await watch(jeff, '<batchSub/>')).status, 200, 'nobody to watch is an empty list');
});
