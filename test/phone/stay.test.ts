import test from 'ava';
import { FIRST_RECONNECT_MS, LONGEST_RECONNECT_MS, reconnectDelay } from '../../harness/phone/stay/back-off.js';
import { ASSOCIATION_MS, ASSOCIATION_RESERVE_MS } from '../../harness/phone/stay/reauthenticate.js';
import { REFRESH_RESERVE_MS } from '../../harness/phone/stay/refresh.js';
import { staySignedIn } from '../../harness/phone/stay/stay.js';
import { header, parseAddress, type SipRequest } from '../../harness/wire/sip/index.js';
import { recorded } from './bench.js';
import { signedIn } from './phone-with.js';
import { grant, plain, skip } from './plain-phone.js';
import { reply } from './registrar.js';
import { until } from './until.js';

const HOUR = 3_600_000;

function elapsedOf(journal: { events: readonly { type: string; elapsed: number }[] }, step: string, state: string) {
  const events = journal.events as unknown as { type: string; step: string; state: string; elapsed: number }[];
  return events
    .filter((event) => event.type === 'phone.step' && event.step === step && event.state === state)
    .map(({ elapsed }) => elapsed);
}

function epidOf(request: SipRequest | undefined): string | undefined {
  return request && parseAddress(header(request, 'From') ?? '').parameters.get('epid');
}

test('a keep-alive each time nothing was sent for as long as the registrar asked', async (t) => {
  const keepAlive = { name: 'ms-keep-alive', value: 'UAS; tcp=no; hop-hop=yes; end-end=no; timeout=300' };
  const { context, server } = await plain(t, { registrar: { answer: grant(86_400, keepAlive) } });
  t.is(await staySignedIn(context, context.clock.elapsed() + HOUR + 150_000), 'time-over');
  await until(() => server.seen.keepAlives >= 12);
  t.is(server.seen.keepAlives, 12);
  t.is(server.requests.length, 4);
  const silent = await plain(t);
  await staySignedIn(silent.context, silent.context.clock.elapsed() + HOUR);
  t.is(silent.server.seen.keepAlives, 0, 'the registrar asked for none');
});

test('the registration is refreshed before its end, in its dialog, signed; a short one at its half', async (t) => {
  const { context, journal, requests } = await plain(t);
  const start = context.clock.elapsed();
  await staySignedIn(context, start + 2 * 7_200_000);
  const times = elapsedOf(journal, 'refresh', 'done').map((elapsed) => elapsed - start);
  t.is(times.length, 2);
  for (const [index, time] of times.entries()) {
    const due = (index + 1) * (7_200_000 - REFRESH_RESERVE_MS);
    t.true(time >= due - 1000 && time < due + REFRESH_RESERVE_MS, `${time}`);
  }
  t.deepEqual(
    requests.slice(3).map((each) => header(each, 'CSeq')),
    ['4 REGISTER', '5 REGISTER', '6 REGISTER'],
  );
  t.is(new Set(requests.map((each) => header(each, 'Call-ID'))).size, 1);
  const short = await plain(t, { registrar: { answer: grant(40) } });
  const from = short.context.clock.elapsed();
  await staySignedIn(short.context, from + 50_000);
  t.is(elapsedOf(short.journal, 'refresh', 'done').length, 2);
});

test('the association is made anew before its eight hours are over, by a REGISTER without credentials', async (t) => {
  const { context, journal, registration, requests } = await plain(t, { registrar: { answer: grant(86_400) } });
  const before = registration.secured?.association;
  const start = context.clock.elapsed();
  await staySignedIn(context, start + ASSOCIATION_MS);
  const [time = 0] = elapsedOf(journal, 're-authenticate', 'done');
  t.true(time < start + ASSOCIATION_MS - ASSOCIATION_RESERVE_MS + 60_000);
  t.true(time > start + ASSOCIATION_MS - 2 * ASSOCIATION_RESERVE_MS);
  t.is(requests.length, 8);
  t.is(header(requests[4] ?? { headers: [] }, 'Authorization'), undefined);
  t.not(registration.secured?.association, before);
  t.true(registration.signedIn);
});

test('an association lost by the registrar is made anew over the same connection', async (t) => {
  const { context, journal, requests, server } = await plain(t);
  server.forget();
  await staySignedIn(context, context.clock.elapsed() + 7_200_000);
  t.regex(recorded(journal, 'phone.step').at(-1)?.detail ?? '', /lost the association/);
  t.is(server.seen.connections, 1);
  // The refused refresh is the challenge: flights and the signed REGISTER follow.
  t.is(requests.length, 4 + 4);
  t.true(context.registration.current?.signedIn);
});

test('a lost connection: another one, another handshake, the same endpoint', async (t) => {
  const { context, registration, requests, server } = await plain(t);
  server.cut();
  await until(() => registration.disturbance !== undefined);
  const start = context.clock.elapsed();
  t.is(await staySignedIn(context, start + 60_000), 'time-over');
  t.is(server.seen.connections, 2);
  t.is(requests.length, 8);
  t.is(epidOf(requests[7]), epidOf(requests[0]));
  t.not(header(requests[4] ?? { headers: [] }, 'Call-ID'), header(requests[0] ?? { headers: [] }, 'Call-ID'));
  t.true(context.registration.current?.signedIn);
  t.not(context.registration.current, registration);
  t.is(context.screen.text, 'Signed in');
});

test('a registrar that is away for a while: tried again and again, less and less often', async (t) => {
  const { context, journal, registration, server } = await plain(t);
  await server.stop();
  await until(() => registration.disturbance !== undefined);
  t.is(context.screen.text, 'Signed in');
  const start = context.clock.elapsed();
  await staySignedIn(context, start + 100_000);
  t.false(context.registration.current?.signedIn);
  t.is(context.screen.text, 'Connecting to Lync Server');
  const times = elapsedOf(journal, 're-register', 'started').map((elapsed) => elapsed - start);
  t.is(times.length, 4);
  for (const [index, pause] of [5, 10, 20, 40].entries()) {
    // The first pause began when the connection was lost, a moment before `start`.
    t.true((times[index] ?? 0) - (times[index - 1] ?? 0) >= pause * 1000 - 100, `${times}`);
  }
  await server.start();
  t.is(await staySignedIn(context, context.clock.elapsed() + HOUR), 'time-over');
  t.true(context.registration.current?.signedIn);
  t.is(context.screen.text, 'Signed in');
});

test('the pauses double up to the longest', (t) => {
  t.deepEqual([1, 2, 3].map(reconnectDelay), [5000, 10_000, 20_000]);
  t.is(reconnectDelay(1), FIRST_RECONNECT_MS);
  t.is(reconnectDelay(50), LONGEST_RECONNECT_MS);
});

test('a refresh that adds the binding again means that it was lost: the phone starts over', async (t) => {
  let count = 0;
  const { context, server } = await plain(t, {
    registrar: {
      answer: (request, response) => {
        const action = ['added', 'added', 'refreshed'][count++] ?? 'refreshed';
        const state = { name: 'presence-state', value: `register-action="${action}"` };
        return grant(600, state)(request, response);
      },
    },
  });
  await staySignedIn(context, context.clock.elapsed() + 1_000_000);
  t.is(server.seen.connections, 2);
  t.true(context.registration.current?.signedIn);
});

test('subscriptions are refreshed in their dialogs, and begun anew where the registrar forgot them', async (t) => {
  let forgotten = false;
  const { context, registration, requests } = await signedIn(t, {
    ...skip,
    registrar: {
      respond: (request) => {
        const inDialog = header(request, 'To')?.includes(';tag=');
        if (forgotten && inDialog) return reply(request, 481, 'Subscription Does Not Exist');
        return reply(request, 200, 'OK', [{ name: 'Expires', value: '1800' }]);
      },
    },
  });
  await registration.subscriptions.subscribe({ event: 'presence', accept: ['text/plain'], told: () => {} });
  await staySignedIn(context, context.clock.elapsed() + 1800_000);
  const subscribes = () => requests.filter(({ method }) => method === 'SUBSCRIBE');
  t.deepEqual(
    subscribes().map((each) => header(each, 'CSeq')),
    ['1 SUBSCRIBE', '2 SUBSCRIBE'],
  );
  t.is(new Set(subscribes().map((each) => header(each, 'Call-ID'))).size, 1);
  forgotten = true;
  await staySignedIn(context, context.clock.elapsed() + 1800_000);
  t.deepEqual(
    subscribes().map((each) => header(each, 'CSeq')),
    ['1 SUBSCRIBE', '2 SUBSCRIBE', '3 SUBSCRIBE', '1 SUBSCRIBE'],
  );
  t.true(context.registration.current?.signedIn);
});
