import test from 'ava';
import { ScenarioClock } from '../../../harness/foundation/clock/index.js';
import { FrontEnd } from '../../../harness/servers/front-end/index.js';
import { header, type SipResponse } from '../../../harness/wire/sip/index.js';
import { attribute, child, children, find, text, type XmlElement } from '../../../harness/wire/xml/index.js';
import { eventsOf, testContext, testDate } from '../deployment.js';
import { Device, xmlOf } from './device.js';
import { NOTE_XML, publication, publish, STATE_XML } from './publishing.js';

const PUBLISH = 'application/msrtc-category-publish+xml';
const SELF = 'vnd-microsoft-roaming-self';

/** `name instance container version` of each category of a roamingData. */
function categoriesOf(response: Pick<SipResponse, 'body'>): string[] {
  return elementsOf(response).map((category) =>
    ['name', 'instance', 'container', 'version'].map((name) => attribute(category, name) ?? '-').join(' '),
  );
}

function elementsOf(response: Pick<SipResponse, 'body'>): XmlElement[] {
  const categories = child(xmlOf(response), 'categories');
  return categories ? children(categories) : [];
}

function availabilityOf(response: Pick<SipResponse, 'body'>): string | undefined {
  const aggregate = elementsOf(response).find((each) => attribute(each, 'instance') === '1');
  const availability = aggregate && find(aggregate, 'availability');
  return availability && text(availability);
}

/** What pidgin-sipe publishes first. */
function firstPublish(version = 0): string {
  const state = (container: number) =>
    publication({ categoryName: 'state', instance: 926, container, version }, STATE_XML('machineState', 3500));
  const device = publication(
    { categoryName: 'device', instance: 161, container: 2, version },
    '<device xmlns="http://schemas.microsoft.com/2006/09/sip/device" endpointId="x"><capabilities preferred="false"/></device>',
  );
  return publish(`${device}${state(2)}${state(3)}`);
}

test('a first publish is answered with every category named, at version 1, and recorded', async (t) => {
  const context = await testContext();
  const alice = await Device.signedIn(t, context, new FrontEnd(context));
  const response = await alice.service(PUBLISH, firstPublish());
  t.is(response.status, 200);
  t.is(header(response, 'Content-Type'), 'application/vnd-microsoft-roaming-self+xml');
  t.deepEqual(categoriesOf(response), ['state 1 2 2', 'device 161 2 1', 'state 926 2 1', 'state 926 3 1']);
  t.true(response.body.toString().includes(STATE_XML('machineState', 3500)), 'the body stands as it was published');
  t.like(eventsOf(context.journal, 'front-end.published')[0], {
    user: 'alice@contoso.com',
    categories: ['device', 'state'],
  });
});

test('the next version is wanted: older, newer and missing ones get 409 with the versions to have', async (t) => {
  const context = await testContext();
  const alice = await Device.signedIn(t, context, new FrontEnd(context));
  await alice.service(PUBLISH, firstPublish());
  t.deepEqual(categoriesOf(await alice.service(PUBLISH, firstPublish(1))).slice(1), [
    'device 161 2 2',
    'state 926 2 2',
    'state 926 3 2',
  ]);
  const state = (container: number, version: number) =>
    publication({ categoryName: 'state', instance: 926, container, version }, STATE_XML('machineState', 6500));
  const fresh = publication({ categoryName: 'note', instance: 0, container: 200 }, NOTE_XML('x'));
  const response = await alice.service(PUBLISH, publish(`${state(2, 2)}${state(3, 1)}${fresh}${state(2, 2)}`));
  t.is(response.status, 409);
  t.is(header(response, 'Content-Type'), 'application/msrtc-fault+xml');
  t.is(
    response.body.toString(),
    '<Fault><Faultcode>Client.BadCall.WrongDelta</Faultcode><details>' +
      '<operation index="2" version="1" curVersion="2"/><operation index="4" version="2" curVersion="3"/></details></Fault>',
  );
  const self = await alice.subscribe(SELF);
  t.deepEqual(
    categoriesOf(self).slice(2),
    ['device 161 2 2', 'state 926 2 2', 'state 926 3 2'],
    'nothing of it was taken',
  );
  t.is(availabilityOf(self), '3500');
  t.is((await alice.service(PUBLISH, publish(state(2, 9)))).status, 409);
  t.is(eventsOf(context.journal, 'front-end.published').length, 2);
});

test('expires 0 takes a category away; the answer names its container as empty; again is no error', async (t) => {
  const context = await testContext();
  const alice = await Device.signedIn(t, context, new FrontEnd(context));
  const note = (version: number, expires?: number) =>
    publication(
      {
        categoryName: 'note',
        instance: 0,
        container: 200,
        version,
        expireType: 'static',
        ...(expires === undefined ? {} : { expires }),
      },
      expires === 0 ? '' : NOTE_XML('In the office'),
    );
  t.deepEqual(categoriesOf(await alice.service(PUBLISH, publish(note(0)))), ['note 0 200 1']);
  t.is((await alice.service(PUBLISH, publish(note(7, 0)))).status, 409);
  t.deepEqual(categoriesOf(await alice.service(PUBLISH, publish(note(1, 0)))), ['note - 200 -']);
  t.deepEqual(categoriesOf(await alice.service(PUBLISH, publish(note(1, 0)))), ['note - 200 -']);
  t.deepEqual(categoriesOf(await alice.service(PUBLISH, publish(note(0)))), ['note 0 200 1'], 'and begins anew');
});

test('the aggregate: the most available device, then the least available of all; nobody there is offline', async (t) => {
  const context = await testContext();
  const frontEnd = new FrontEnd(context);
  const alice = await Device.signedIn(t, context, frontEnd);
  const jeff = await Device.signedIn(t, context, frontEnd, 'jeff@contoso.com', '01010101');
  let instance = 10;
  const state = async (type: string, availability: number, more?: string) => {
    const parts = { categoryName: 'state', instance: instance++, container: 2, expireType: 'static' };
    return availabilityOf(
      await alice.service(PUBLISH, publish(publication(parts, STATE_XML(type, availability, more)))),
    );
  };
  t.is(await state('machineState', 15_500), '15500');
  t.is(await state('machineState', 3500), '3500', 'one device away, the other not');
  t.is(await state('phoneState', 6500, '<activity token="on-the-phone"/>'), '6500');
  t.regex(
    (await alice.subscribe(SELF)).body.toString(),
    /<availability>6500<\/availability><activity token="on-the-phone"\/>/,
  );
  t.is(await state('userState', 9500), '9500');
  t.is(await state('aggregateState', 18_500), '9500', 'nobody else says the aggregate');
  t.is(await state('calendarState', 999_999), '9500', 'what is no availability counts for nothing');
  const watched = async () =>
    find(xmlOf(await jeff.subscribe('presence', { to: 'alice@contoso.com' })), 'availability');
  const before = await watched();
  t.is(before && text(before), '9500');
  await alice.signOut();
  const after = await watched();
  t.is(after && text(after), '18500');
});

test('what is bound to an endpoint ends with it, what is bound to the user with the last one', async (t) => {
  const context = await testContext();
  const frontEnd = new FrontEnd(context);
  const alice = await Device.signedIn(t, context, frontEnd);
  const second = await Device.signedIn(t, context, frontEnd, 'alice@contoso.com', '01010101');
  const parts = (expireType: string, instance: number) => ({
    categoryName: 'note',
    instance,
    container: 300,
    expireType,
  });
  const all = ['endpoint', 'user', 'static'].map((type, at) => publication(parts(type, at), NOTE_XML(type)));
  await alice.service(PUBLISH, publish(all.join('')));
  const left = async () => categoriesOf(await second.subscribe(SELF)).filter((each) => each.startsWith('note'));
  t.deepEqual(await left(), ['note 0 300 1', 'note 1 300 1', 'note 2 300 1']);
  await alice.signOut();
  t.deepEqual(await left(), ['note 1 300 1', 'note 2 300 1']);
  await second.signOut();
  t.deepEqual(await left(), ['note 2 300 1']);
});

test('a registration that lapses ends them too, and a time ends what has one', async (t) => {
  const clock = new ScenarioClock({ start: testDate, waits: 'real' });
  const context = await testContext({ clock });
  const alice = await Device.signedIn(t, context, new FrontEnd(context, { idleTimeoutMs: 86_400_000 }));
  const timed = publication(
    { categoryName: 'note', instance: 1, container: 300, expireType: 'time', expires: 60 },
    NOTE_XML('a minute'),
  );
  const bound = publication({ categoryName: 'note', instance: 2, container: 300 }, NOTE_XML('while here'));
  await alice.service(PUBLISH, publish(`${timed}${bound}`));
  const left = async () => categoriesOf(await alice.subscribe(SELF)).filter((each) => each.startsWith('note'));
  t.deepEqual(await left(), ['note 1 300 1', 'note 2 300 1']);
  clock.advance(61_000);
  t.deepEqual(await left(), ['note 2 300 1']);
  clock.advance(7_200_000);
  t.deepEqual(await left(), []);
});

test('a body whose prefixes are declared further out is given back whole', async (t) => {
  const context = await testContext();
  const alice = await Device.signedIn(t, context, new FrontEnd(context));
  const content = '<x:note><x:body type="personal">&lt;1 &amp; 2&gt;</x:body></x:note>';
  const body = publish(publication({ categoryName: 'note', instance: 0, container: 200 }, content)).replace(
    '<publish ',
    '<publish xmlns:x="urn:outer" ',
  );
  const note = find(xmlOf(await alice.service(PUBLISH, body)), 'body');
  t.is(note?.namespace, 'urn:outer');
  t.is(note && text(note), '<1 & 2>');
});

test("another user's categories are not one's own to publish", async (t) => {
  const context = await testContext();
  const alice = await Device.signedIn(t, context, new FrontEnd(context));
  const response = await alice.service(PUBLISH, publish('', 'jeff@contoso.com'));
  t.is(response.status, 403);
  t.regex(header(response, 'ms-diagnostics-public') ?? '', /^4004;/);
});

test('publications nobody can read are a 400, more than a user may keep a 413', async (t) => {
  const context = await testContext();
  const alice = await Device.signedIn(t, context, new FrontEnd(context));
  const wrong = [
    '',
    '<publish/>',
    '<publications/>',
    publish('<publication instance="0" container="0" version="0" expireType="static"/>'),
    publish('<publication categoryName="note" container="x" expireType="static"/>'),
    publish('<publication categoryName="note" version="4294967296" expireType="static"/>'),
    publish('<publication categoryName="note" expireType="never"/>'),
    publish(publication({ categoryName: 'n'.repeat(65), instance: 0, container: 0 })),
  ];
  for (const body of wrong) t.is((await alice.service(PUBLISH, body)).status, 400, body.slice(0, 200));
  const many = Array.from({ length: 257 }, (_, instance) =>
    publication({ categoryName: 'note', instance, container: 0 }),
  );
  t.is((await alice.service(PUBLISH, publish(many.join('')))).status, 413);
  const large = publication({ categoryName: 'note', instance: 0, container: 0 }, NOTE_XML('x'.repeat(300_000)));
  t.is((await alice.service(PUBLISH, publish(large))).status, 413);
  t.is((await alice.service(PUBLISH, publish(many.slice(0, 256).join('')))).status, 200);
});
