import test from 'ava';
import type { DeregistrationEvent } from '../../harness/phone/sip/deregistration-notice.js';
import { FIRST_RECONNECT_MS, LONGEST_RECONNECT_MS, reconnectDelay } from '../../harness/phone/stay/back-off.js';
import { ASSOCIATION_MS, ASSOCIATION_RESERVE_MS } from '../../harness/phone/stay/reauthenticate.js';
import { REFRESH_RESERVE_MS } from '../../harness/phone/stay/refresh.js';
import { staySignedIn } from '../../harness/phone/stay/stay.js';
import { register } from '../../harness/phone/steps/register.js';
import { header, parseAddress, type SipRequest } from '../../harness/wire/sip/index.js';
import { host } from '../certs/chains.js';
import { recorded } from './bench.js';
import { a } from './dns-server.js';
import { phoneWith, type Setting, signedIn } from './phone-with.js';
import { granted, type RegistrarOptions, reply } from './registrar.js';
import { until } from './until.js';

const HOUR = 3_600_000;
const skip = { waits: 'skip' } as const;

/** What a registrar without event packages grants: the tests are about registering. */
function grant(seconds: number, ...more: { name: string; value: string }[]): NonNullable<RegistrarOptions['answer']> {
  return (_, response) => {
    const others = response.headers.filter(({ name }) => name !== 'Expires');
    if (others.length === response.headers.length) return response;
    return { ...response, headers: [...others, { name: 'Expires', value: String(seconds) }, ...more] };
  };
}

/** A phone that only registers. */
async function plain(t: Parameters<typeof signedIn>[0], setting: Setting = {}) {
  return await signedIn(t, { ...skip, ...setting, registrar: { answer: grant(7200), ...setting.registrar } });
}

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
    t.true((times[index] ?? 0) - (times[index - 1] ?? 0) >= pause * 1000, `${times}`);
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

for (const [event, screen, end] of [
  ['unregistered', 'Signed out', 'signed-out'],
  ['rejected', 'Account used is not authorized', 'signed-out'],
  ['deactivated', 'Signed in', 'time-over'],
] as const satisfies readonly (readonly [DeregistrationEvent, string, string])[]) {
  test(`the registrar ends the registration: ${event}`, async (t) => {
    const { context, registration, requests, server } = await plain(t);
    server.push({
      method: 'NOTIFY',
      headers: [{ name: 'Event', value: 'registration-notify' }],
      body: `deregistered;event=${event}`,
    });
    await until(() => server.responses.length === 1 && registration.disturbance !== undefined);
    t.is(server.responses[0]?.status, 200);
    t.false(registration.signedIn);
    t.is(await staySignedIn(context, context.clock.elapsed() + HOUR), end);
    t.is(context.screen.text, screen);
    t.is(requests.length, end === 'signed-out' ? 4 : 8);
    t.is(context.registration.current?.signedIn, end !== 'signed-out');
  });
}

test('preferred-registrar-change: the phone goes to the registrar it is told', async (t) => {
  const other = 'other.contoso.test';
  const { asked, context, registration, server } = await plain(t, {
    zone: { [`${other} A`]: [a(other, '10.0.0.61')] },
  });
  server.push({
    method: 'NOTIFY',
    headers: [
      { name: 'Event', value: 'registration-notify' },
      { name: 'P-Preferred-Registrar', value: `<sip:${other}:5061;transport=tls>` },
    ],
    body: 'deregistered;event=preferred-registrar-change',
  });
  await until(() => registration.disturbance !== undefined);
  const before = asked.length;
  await staySignedIn(context, context.clock.elapsed() + 60_000);
  t.is(asked[before], `udp ${other} A`);
  // Its certificate is another's, so the phone comes back to the one it knows.
  t.is(context.registration.current?.connection.registrar, `${host}:5061`);
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

test('who is not let in any more is told so, and the phone gives up', async (t) => {
  let refused = false;
  const { context, registration, requests, server } = await plain(t, {
    registrar: {
      answer: (request, response) => (refused ? reply(request, 403, 'Forbidden') : grant(7200)(request, response)),
    },
  });
  refused = true;
  server.cut();
  await until(() => registration.disturbance !== undefined);
  t.is(await staySignedIn(context, context.clock.elapsed() + HOUR), 'signed-out');
  t.is(context.screen.text, 'Account used is not authorized');
  t.is(requests.length, 8);
});

test('503 with Retry-After at sign-in is kept to; without it, or 403, there is no second try', async (t) => {
  const busy = (request: SipRequest, count: number) =>
    count === 1 ? reply(request, 503, 'Service Unavailable', [{ name: 'Retry-After', value: '120' }]) : undefined;
  const { context, requests, server } = await phoneWith(t, { ...skip, registrar: { before: busy } });
  const start = context.clock.elapsed();
  await register.run(context);
  const waited = context.clock.elapsed() - start;
  t.true(waited >= 120_000 && waited < 160_000, `${waited}`);
  t.is(requests.length, 5);
  t.is(server.seen.connections, 2);
  for (const status of [403, 404, 480, 503]) {
    const refusing = { before: (request: SipRequest) => reply(request, status, 'No') };
    const phone = await phoneWith(t, { ...skip, registrar: refusing });
    await t.throwsAsync(register.run(phone.context), {
      code: 'PHONE_REGISTER_REFUSED',
      message: new RegExp(`${status}`),
    });
    t.is(phone.requests.length, 1);
    t.is(
      phone.context.screen.text,
      status < 405
        ? 'Account used is not authorized'
        : 'Unable to contact Registrar for authentication. Please sign in again.',
    );
  }
});

test('504 passes by itself: five more tries a minute apart, and no more', async (t) => {
  const before = (request: SipRequest) => reply(request, 504, 'Server Time-out');
  const { context, requests } = await phoneWith(t, { ...skip, registrar: { before } });
  const start = context.clock.elapsed();
  await t.throwsAsync(register.run(context), { message: /504/ });
  t.is(requests.length, 6);
  t.true(context.clock.elapsed() - start >= 300_000);
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
  t.true(granted.length > 0 && context.registration.current?.signedIn);
});
