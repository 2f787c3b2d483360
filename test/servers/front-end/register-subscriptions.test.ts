import test from 'ava';
import { ScenarioClock } from '../../../harness/foundation/clock/index.js';
import { FrontEnd } from '../../../harness/servers/front-end/index.js';
import { Subscriptions } from '../../../harness/servers/front-end/subscriptions/subscriptions.js';
import { header } from '../../../harness/wire/sip/index.js';
import { testContext, testDate } from '../deployment.js';
import { Device } from './device.js';
import { connect } from './sip-client.js';

const CONTACTS = 'vnd-microsoft-roaming-contacts';
const ADD_GROUP =
  '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="http://schemas.microsoft.com/winrtc/2002/11/sip">' +
  '<s:Body><m:addGroup><m:name>Friends</m:name><m:externalURI /><m:deltaNum>1</m:deltaNum></m:addGroup></s:Body></s:Envelope>';

test('an endpoint that refreshes over another connection is notified there', async (t) => {
  const context = await testContext();
  const frontEnd = new FrontEnd(context);
  const alice = await Device.signedIn(t, context, frontEnd);
  await alice.subscribe(CONTACTS);
  const second = connect(t, frontEnd);
  const refreshed = await second.ask(alice.phone.signedRequest());
  t.is(header(refreshed, 'presence-state'), 'register-action="refreshed"');
  const change = alice.message({ method: 'SERVICE', type: 'application/SOAP+xml', body: ADD_GROUP });
  second.send(alice.phone.association.signed(change));
  const first = await second.next();
  t.is(first === 'closed' || first.kind !== 'request' ? first : first.method, 'BENOTIFY');
});

test('who signed out is notified no more', async (t) => {
  const context = await testContext();
  const frontEnd = new FrontEnd(context);
  const alice = await Device.signedIn(t, context, frontEnd);
  await alice.subscribe(CONTACTS);
  await alice.signOut();
  await alice.service('application/SOAP+xml', ADD_GROUP);
  t.deepEqual(
    (await alice.take()).map((request) => header(request, 'Event')),
    [],
  );
});

test('subscriptions end and move with their endpoint alone', (t) => {
  const clock = new ScenarioClock({ start: testDate, waits: 'real' });
  const subscriptions = new Subscriptions(clock, { send: () => true } as never);
  const add = (user: string, endpoint: string, callId: string) =>
    subscriptions.add({
      event: 'presence',
      dialog: {
        ...{ user, endpoint, epid: endpoint, callId, localTag: 'l', remoteTag: 'r', contact: 'sip:c', cseq: 0 },
        ...{ localUri: `sip:${user}`, remoteUri: `sip:${user}`, connection: 'front-end#1' },
      },
      ...{ expiresAt: 1_000_000, autoExtend: false, benotify: true, seconds: 1000, watched: [] },
    });
  add('alice@a.test', 'e1', 'c1');
  add('alice@a.test', 'e1', 'c2');
  add('alice@a.test', 'e2', 'c3');
  add('jeff@a.test', 'e1', 'c4');
  subscriptions.moved('alice@a.test', 'e1', 'front-end#2');
  const connection = (user: string, callId: string) => subscriptions.find(user, callId)?.dialog.connection;
  t.is(connection('alice@a.test', 'c1'), 'front-end#2');
  t.is(connection('alice@a.test', 'c2'), 'front-end#2');
  t.is(connection('alice@a.test', 'c3'), 'front-end#1');
  t.is(connection('jeff@a.test', 'c4'), 'front-end#1');
  // The same dialog from another endpoint replaces the first's.
  add('alice@a.test', 'e2', 'c2');
  subscriptions.endOf('alice@a.test', 'e1');
  t.is(subscriptions.find('alice@a.test', 'c1'), undefined);
  t.not(subscriptions.find('alice@a.test', 'c2'), undefined);
  t.is(subscriptions.size, 3);
  subscriptions.endOf('alice@a.test', 'e2');
  t.is(subscriptions.size, 1);
  subscriptions.end('jeff@a.test', 'c4');
  subscriptions.end('jeff@a.test', 'c4');
  t.is(subscriptions.size, 0);
  clock.stop();
});
