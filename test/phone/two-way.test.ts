import test from 'ava';
import { header, type SipResponse } from '../../harness/wire/sip/index.js';
import { recorded } from './bench.js';
import { signedIn } from './phone-with.js';
import { reply } from './registrar.js';
import { until } from './until.js';

const dialogOf = (registration: Awaited<ReturnType<typeof signedIn>>['registration']) =>
  registration.subscriptions.newDialog();
const service = { method: 'SERVICE', headers: [] } as const;

test('OPTIONS is answered with a signed 200, an INVITE refused politely, another method with what is allowed', async (t) => {
  const { server } = await signedIn(t);
  server.push({ method: 'OPTIONS', callId: 'x1' });
  server.push({ method: 'INVITE', callId: 'x2' });
  server.push({ method: 'MESSAGE', callId: 'x3' });
  await until(() => server.responses.length === 3);
  t.deepEqual(
    server.responses.map(({ status }) => status),
    [200, 480, 405],
  );
  for (const response of server.responses) t.true(server.accepts(response), 'signed by the phone');
  t.regex(header(server.responses[0] ?? { headers: [] }, 'Allow') ?? '', /NOTIFY/);
  t.is(header(server.responses[0] ?? { headers: [] }, 'Call-ID'), 'x1');
});

test('what is not signed, or badly, or sent twice, is dropped: no answer, no effect', async (t) => {
  const { journal, registration, server } = await signedIn(t);
  const notice = {
    method: 'NOTIFY',
    headers: [{ name: 'Event', value: 'registration-notify' }],
    body: 'deregistered;event=rejected',
  };
  server.push({ ...notice, unsigned: true });
  server.push({ ...notice, spoil: (text) => text.replace('CSeq: 1 NOTIFY', 'CSeq: 2 NOTIFY') });
  server.push({ method: 'OPTIONS', callId: 'x', spoil: (text) => text + text });
  await until(() => server.responses.length === 1);
  await until(() => recorded(journal, 'phone.dropped').length === 3);
  t.deepEqual(
    recorded(journal, 'phone.dropped').map(({ message, problem }) => `${message} ${problem}`),
    ['NOTIFY missing', 'NOTIFY bad-signature', 'OPTIONS replayed'],
  );
  t.true(registration.signedIn);
  t.is(server.responses[0]?.status, 200);
});

test('a BENOTIFY gets no answer, a NOTIFY one: 200 in a dialog, 481 outside', async (t) => {
  const told: string[] = [];
  const { registration, server } = await signedIn(t, {
    registrar: {
      respond: (request) => {
        const headers = [
          { name: 'Expires', value: '3600' },
          { name: 'ms-piggyback-cseq', value: '1' },
        ];
        return reply(request, 200, 'OK', headers, 'first');
      },
    },
  });
  await registration.subscriptions.subscribe({
    event: 'presence',
    accept: ['text/plain'],
    told: ({ body }) => told.push(body.toString()),
  });
  const callId = header(server.requests.at(-1) ?? { headers: [] }, 'Call-ID') ?? '';
  server.push({ method: 'BENOTIFY', callId, cseq: 2, body: 'second' });
  server.push({ method: 'NOTIFY', callId, cseq: 3, body: 'third' });
  server.push({ method: 'NOTIFY', callId, cseq: 3, body: 'late' });
  server.push({ method: 'NOTIFY', callId: 'of-nobody', cseq: 1 });
  await until(() => server.responses.length === 3);
  t.deepEqual(told, ['first', 'second', 'third']);
  t.deepEqual(
    server.responses.map(({ status }) => status),
    [200, 200, 481],
  );
});

test('several requests are outstanding at once, and provisional answers pass unseen', async (t) => {
  const held: (() => SipResponse)[] = [];
  const { registration, server } = await signedIn(t, {
    registrar: {
      respond: (request) => {
        held.push(() => reply(request, 200, 'OK', [{ name: 'X-Of', value: header(request, 'CSeq') ?? '' }]));
        return reply(request, 183, 'Session Progress');
      },
    },
  });
  const dialog = dialogOf(registration);
  const answers = [registration.ask(dialog, service), registration.ask(dialog, service)];
  await until(() => held.length === 2);
  for (const make of held.reverse()) server.send(make());
  t.deepEqual(
    (await Promise.all(answers)).map((each) => header(each, 'X-Of')),
    ['1 SERVICE', '2 SERVICE'],
  );
});

test('a final answer that is not signed is dropped, and the request gets none in time', async (t) => {
  const { journal, registration } = await signedIn(t, {
    waits: 'skip',
    registrar: { before: (request) => (request.method === 'SERVICE' ? reply(request, 200, 'OK') : undefined) },
  });
  await t.throwsAsync(registration.ask(dialogOf(registration), service), { code: 'PHONE_NO_ANSWER' });
  t.deepEqual(recorded(journal, 'phone.dropped'), recorded(journal, 'phone.dropped').slice(0, 1));
  t.like(recorded(journal, 'phone.dropped')[0], { message: '200', problem: 'missing' });
});

test('a 401 to another request: the association is made anew, and the request sent again', async (t) => {
  const { registration, requests, server } = await signedIn(t);
  const before = registration.secured?.association;
  server.forget();
  const answer = await registration.ask(dialogOf(registration), service);
  t.is(answer.status, 200);
  t.not(registration.secured?.association, before);
  t.deepEqual(
    requests.slice(4).map(({ method }) => method),
    ['SERVICE', 'REGISTER', 'REGISTER', 'REGISTER', 'REGISTER', 'SERVICE'],
  );
});

test('a lost connection ends every request under way', async (t) => {
  const { registration, server } = await signedIn(t, { registrar: { respond: () => undefined } });
  const dialog = dialogOf(registration);
  const lost = [registration.ask(dialog, service), registration.ask(dialog, service)].map((each) =>
    t.throwsAsync(each, { code: 'PHONE_CONNECTION_LOST' }),
  );
  await until(() => server.requests.length === 6);
  server.cut();
  await Promise.all(lost);
  t.deepEqual(registration.disturbance, { kind: 'connection-lost' });
  t.false(registration.signedIn);
});
