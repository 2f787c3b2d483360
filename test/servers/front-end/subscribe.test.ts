import test from 'ava';
import { ScenarioClock } from '../../../harness/foundation/clock/index.js';
import { FrontEnd } from '../../../harness/servers/front-end/index.js';
import { header, headerValues, parseAddress, type SipResponse } from '../../../harness/wire/sip/index.js';
import { attribute } from '../../../harness/wire/xml/index.js';
import { eventsOf, testContext, testDate } from '../deployment.js';
import { Device, xmlOf } from './device.js';

const CONTACTS = 'vnd-microsoft-roaming-contacts';
const ADD_GROUP = (deltaNum: number, name = `Group ${deltaNum}`) =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="http://schemas.microsoft.com/winrtc/2002/11/sip"><s:Body><m:addGroup><m:name>${name}</m:name><m:externalURI /><m:deltaNum>${deltaNum}</m:deltaNum></m:addGroup></s:Body></s:Envelope>`;

function toTag(response: SipResponse): string | undefined {
  return parseAddress(header(response, 'To') ?? '').parameters.get('tag');
}

test('the 200 of a SUBSCRIBE is signed and piggybacks the first notification', async (t) => {
  const context = await testContext();
  const alice = await Device.signedIn(t, context, new FrontEnd(context));
  const response = await alice.subscribe(CONTACTS);
  t.is(response.status, 200);
  t.true(alice.phone.association.check(response).ok);
  t.is(header(response, 'Event'), CONTACTS);
  t.is(header(response, 'Expires'), '41472');
  t.is(header(response, 'subscription-state'), 'active;expires=41472');
  t.is(header(response, 'ms-piggyback-cseq'), '1');
  t.is(header(response, 'Contact'), '<sip:pool01.contoso.com:5061;transport=tls>');
  t.deepEqual(headerValues(response, 'Supported'), [
    'ms-benotify, ms-piggyback-first-notify',
    'com.microsoft.autoextend',
  ]);
  t.is(xmlOf(response).localName, 'contactList');
  t.like(eventsOf(context.journal, 'front-end.subscribed')[0], { event: CONTACTS, expires: 41_472, refresh: false });
});

test('changes come as signed BENOTIFYs in the dialog, numbered on from the piggybacked one', async (t) => {
  const context = await testContext();
  const alice = await Device.signedIn(t, context, new FrontEnd(context));
  const subscribed = await alice.subscribe(CONTACTS, { callId: 'contacts-1' });
  for (const deltaNum of [1, 2]) t.is((await alice.service('application/SOAP+xml', ADD_GROUP(deltaNum))).status, 200);
  const notified = await alice.take();
  t.deepEqual(
    notified.map((request) => header(request, 'CSeq')),
    ['2 BENOTIFY', '3 BENOTIFY'],
  );
  for (const request of notified) {
    t.true(alice.phone.association.check(request).ok, 'the signature is good');
    t.is(request.method, 'BENOTIFY');
    t.regex(request.uri, /^sip:10\.0\.0\.21:1063;transport=tls;ms-received-cid=[0-9A-F]+$/);
    t.is(header(request, 'Call-ID'), 'contacts-1');
    t.is(header(request, 'From'), `<sip:alice@contoso.com>;tag=${toTag(subscribed)}`);
    t.is(header(request, 'To'), '<sip:alice@contoso.com>;tag=6b0e52f7a9;epid=c8ca638a15');
    t.is(header(request, 'Event'), CONTACTS);
    t.regex(header(request, 'subscription-state') ?? '', /^active;expires=41472$/);
  }
});

test('must fail: a BENOTIFY changed on its way has a bad signature', async (t) => {
  const context = await testContext();
  const alice = await Device.signedIn(t, context, new FrontEnd(context));
  await alice.subscribe(CONTACTS);
  await alice.service('application/SOAP+xml', ADD_GROUP(1));
  const [request] = await alice.take();
  if (!request) return t.fail('nothing came');
  const headers = request.headers.map((each) => (each.name === 'CSeq' ? { ...each, value: '9 BENOTIFY' } : each));
  t.like(alice.phone.association.check({ ...request, headers }), { ok: false, problem: 'bad-signature' });
});

test('a client that does not agree to BENOTIFY gets NOTIFY', async (t) => {
  const context = await testContext();
  const alice = await Device.signedIn(t, context, new FrontEnd(context));
  await alice.ask({ method: 'SUBSCRIBE', headers: [{ name: 'Event', value: CONTACTS }] });
  await alice.service('application/SOAP+xml', ADD_GROUP(1));
  const [request] = await alice.take();
  t.is(request && header(request, 'CSeq'), '2 NOTIFY');
});

test('a refresh goes on in the dialog; the end of it is told and is the end', async (t) => {
  const context = await testContext();
  const alice = await Device.signedIn(t, context, new FrontEnd(context));
  const first = await alice.subscribe(CONTACTS, { callId: 'contacts-1' });
  const tag = toTag(first);
  const refreshed = await alice.subscribe(CONTACTS, {
    callId: 'contacts-1',
    toTag: tag,
    headers: [{ name: 'Expires', value: '600' }],
  });
  t.is(header(refreshed, 'ms-piggyback-cseq'), '2');
  t.is(header(refreshed, 'subscription-state'), 'active;expires=600');
  t.is(toTag(refreshed), tag);
  const ended = await alice.subscribe(CONTACTS, {
    callId: 'contacts-1',
    toTag: tag,
    headers: [{ name: 'Expires', value: '0' }],
  });
  t.is(ended.status, 200);
  t.is(header(ended, 'Expires'), '0');
  t.is(header(ended, 'subscription-state'), 'terminated;expires=0');
  await alice.service('application/SOAP+xml', ADD_GROUP(1));
  t.deepEqual(await alice.take(), []);
  t.is((await alice.subscribe(CONTACTS, { callId: 'contacts-1', toTag: tag })).status, 481);
  t.deepEqual(
    eventsOf(context.journal, 'front-end.subscribed').map(({ expires, refresh }) => [expires, refresh]),
    [
      [41_472, false],
      [600, true],
      [0, true],
    ],
  );
});

test('a dialog nobody knows is a 481: another tag, another event, another device of the user', async (t) => {
  const context = await testContext();
  const frontEnd = new FrontEnd(context);
  const alice = await Device.signedIn(t, context, frontEnd);
  const second = await Device.signedIn(t, context, frontEnd, 'alice@contoso.com', '01010101');
  const tag = toTag(await alice.subscribe(CONTACTS, { callId: 'contacts-1' }));
  t.is((await alice.subscribe(CONTACTS, { callId: 'contacts-2', toTag: 'A1' })).status, 481);
  t.is((await alice.subscribe(CONTACTS, { callId: 'contacts-1', toTag: 'A1' })).status, 481);
  t.is((await alice.subscribe('vnd-microsoft-roaming-self', { callId: 'contacts-1', toTag: tag })).status, 481);
  t.is((await second.subscribe(CONTACTS, { callId: 'contacts-1', toTag: tag })).status, 481);
  t.is((await alice.subscribe(CONTACTS, { callId: 'contacts-1', toTag: tag })).status, 200, 'and its own goes on');
});

test('a query leaves no subscription', async (t) => {
  const context = await testContext();
  const alice = await Device.signedIn(t, context, new FrontEnd(context));
  const response = await alice.subscribe(CONTACTS, { headers: [{ name: 'Expires', value: '0' }] });
  t.is(header(response, 'subscription-state'), 'terminated;expires=0');
  t.is(header(response, 'ms-piggyback-cseq'), '1');
  await alice.service('application/SOAP+xml', ADD_GROUP(1));
  t.deepEqual(await alice.take(), []);
});

test('a notification extends a subscription where that was agreed, and without one it lapses', async (t) => {
  const clock = new ScenarioClock({ start: testDate, waits: 'real' });
  const context = await testContext({ clock });
  const alice = await Device.signedIn(t, context, new FrontEnd(context));
  const expires = [{ name: 'Expires', value: '600' }];
  await alice.subscribe(CONTACTS, { headers: expires });
  await alice.ask({ method: 'SUBSCRIBE', headers: [{ name: 'Event', value: CONTACTS }, ...expires] });
  clock.advance(500_000);
  await alice.service('application/SOAP+xml', ADD_GROUP(1));
  const [extended, kept] = await alice.take();
  t.is(extended && header(extended, 'subscription-state'), 'active;expires=600');
  t.regex((kept && header(kept, 'subscription-state')) ?? '', /^active;expires=(?:99|100)$/);
  clock.advance(200_000);
  await alice.service('application/SOAP+xml', ADD_GROUP(2));
  const left = await alice.take();
  t.deepEqual(
    left.map(({ method }) => method),
    ['BENOTIFY'],
    'the one that was not extended has lapsed',
  );
  clock.advance(601_000);
  await alice.service('application/SOAP+xml', ADD_GROUP(3));
  t.deepEqual(await alice.take(), []);
});

test('a refresh over another connection moves the notifications there', async (t) => {
  const context = await testContext();
  const frontEnd = new FrontEnd(context);
  const alice = await Device.signedIn(t, context, frontEnd);
  const tag = toTag(await alice.subscribe(CONTACTS, { callId: 'contacts-1' }));
  // A REGISTER there would have moved it already: the refresh alone must do.
  const again = await Device.authenticated(t, context, frontEnd);
  await again.subscribe(CONTACTS, { callId: 'contacts-1', toTag: tag });
  await again.service('application/SOAP+xml', ADD_GROUP(1));
  const [request] = await again.take();
  t.is(request?.uri, 'sip:10.0.0.21:1063;transport=tls;ms-received-cid=200');
});

test('a body nobody can read is a 400, and the client stays signed in', async (t) => {
  const context = await testContext();
  const alice = await Device.signedIn(t, context, new FrontEnd(context));
  const broken = await alice.subscribe('presence', {
    type: 'application/msrtc-adrl-categorylist+xml',
    body: '<batchSub',
  });
  t.is(broken.status, 400);
  t.true(alice.phone.association.check(broken).ok);
  const list = await alice.subscribe(CONTACTS);
  t.is(attribute(xmlOf(list), 'deltaNum'), '1');
});
