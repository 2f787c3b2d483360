import test from 'ava';
import { type DatedClock, ScenarioClock } from '../../../harness/foundation/clock/index.js';
import { LINGER_MS } from '../../../harness/servers/front-end/connection/silence.js';
import { FrontEnd, IDLE_TIMEOUT_MS } from '../../../harness/servers/front-end/index.js';
import { memoryPair } from '../../../harness/tls/index.js';
import { header, serializeSip } from '../../../harness/wire/sip/index.js';
import { eventsOf, testContext, testDate } from '../deployment.js';
import { handshakeHeader } from './phone.js';
import { changed, newClient, request } from './sip-client.js';

const place = { address: '10.0.0.21', port: 1063 };

test('several messages in one read are answered in order', async (t) => {
  const client = newClient(t, await testContext());
  const numbers = Array.from({ length: 40 }, (_, i) => i + 1);
  client.send(Buffer.concat(numbers.map((cseq) => serializeSip(request({ cseq })))));
  for (const cseq of numbers) {
    const response = await client.next();
    t.is(response === 'closed' ? response : header(response, 'CSeq'), `${cseq} REGISTER`);
  }
});

test('a message that comes byte by byte is answered', async (t) => {
  const client = newClient(t, await testContext());
  for (const byte of serializeSip(request())) client.send(Buffer.of(byte));
  const response = await client.next();
  t.is(response === 'closed' ? 0 : response.kind === 'response' && response.status, 401);
});

test('keep-alives are swallowed and recorded', async (t) => {
  const context = await testContext();
  const client = newClient(t, context);
  client.send('\r\n\r\n');
  const response = await client.ask(request());
  t.is(response.status, 401);
  t.deepEqual(
    eventsOf(context.journal, 'front-end.keep-alive').map(({ by }) => by),
    ['client'],
  );
});

test('requests and responses are recorded with their bytes', async (t) => {
  const context = await testContext();
  await newClient(t, context).ask(request());
  const [asked] = eventsOf(context.journal, 'front-end.request');
  t.is(asked?.method, 'REGISTER');
  t.is(asked?.uri, 'sip:contoso.com');
  t.is(asked?.device, 'ip:10.0.0.21');
  t.is(asked?.userAgent, 'CPE/4.0.7577.4100 OCPhone/4.0.7577.4100 (Microsoft Lync Phone Edition)');
  t.deepEqual(Buffer.from(asked?.raw ?? '', 'base64'), serializeSip(request()));
  const [answered] = eventsOf(context.journal, 'front-end.response');
  t.like(answered, { status: 401, reason: 'Unauthorized', method: 'REGISTER' });
  t.true(
    Buffer.from(answered?.raw ?? '', 'base64')
      .toString()
      .startsWith('SIP/2.0 401 Unauthorized\r\n'),
  );
});

test('an invalid request with headers enough for a response gets 400 and the connection lives', async (t) => {
  const context = await testContext();
  const client = newClient(t, context);
  const noTo = changed(request(), 'To', 'nobody');
  t.is((await client.ask(noTo)).status, 400);
  t.is((await client.ask(changed(request(), 'CSeq', '1 INVITE'))).status, 400);
  t.is((await client.ask(changed(request(), 'Via', 'nonsense'))).status, 400);
  const broken = serializeSip(request())
    .toString()
    .replace('REGISTER sip:contoso.com SIP/2.0', 'REGISTER  sip:contoso.com');
  t.is((await client.ask(broken)).status, 400);
  t.is((await client.ask(request())).status, 401);
  t.is(eventsOf(context.journal, 'front-end.invalid').length, 4);
});

test('a request no response fits, and one whose end is unknown, close the connection', async (t) => {
  const context = await testContext();
  const bare = newClient(t, context);
  bare.send('HELLO\r\nContent-Length: 0\r\n\r\n');
  t.is(await bare.next(), 'closed');
  const lost = newClient(t, context);
  const response = await lost.ask(serializeSip(changed(request(), 'Content-Length', 'many')).toString());
  t.is(response.status, 400);
  t.is(await lost.next(), 'closed');
});

test('what is missing in a request is missing in its 400; without a Via the connection is closed', async (t) => {
  const context = await testContext();
  const client = newClient(t, context);
  for (const name of ['From', 'To', 'Call-ID', 'CSeq']) {
    const response = await client.ask(changed(request(), name, undefined));
    t.is(response.status, 400, name);
    t.is(header(response, name), undefined);
  }
  client.send(changed(request(), 'Via', undefined));
  t.is(await client.next(), 'closed');
  t.is(eventsOf(context.journal, 'front-end.response').length, 4);
  t.is(eventsOf(context.journal, 'front-end.invalid').length, 5);
});

test('headers without end close the connection; where they can be answered they are, with 513', async (t) => {
  const context = await testContext();
  const nameless = newClient(t, context);
  nameless.send(Buffer.concat([Buffer.from('REGISTER sip:a SIP/2.0\r\nX: '), Buffer.alloc(140_000, 'a')]));
  t.is(await nameless.next(), 'closed');
  t.regex(eventsOf(context.journal, 'front-end.invalid')[0]?.problem ?? '', /larger than 131072 bytes of headers/);
  const client = newClient(t, context);
  const begun = serializeSip(request()).toString().replace('\r\n\r\n', '\r\nX: ');
  t.is((await client.ask(Buffer.concat([Buffer.from(begun), Buffer.alloc(140_000, 'a')]))).status, 513);
  t.is(await client.next(), 'closed');
});

test('a header of 64 KiB is read, a longer one refused with 513, and the connection lives', async (t) => {
  const client = newClient(t, await testContext());
  const name = 'X-Long';
  const longest = 'a'.repeat(65_536 - name.length - ': '.length);
  t.is((await client.ask(request({ extra: [{ name, value: longest }] }))).status, 401);
  const text = serializeSip(request()).toString();
  t.is((await client.ask(text.replace('\r\n\r\n', `\r\n${name}: ${longest}a\r\n\r\n`))).status, 513);
  t.is((await client.ask(request())).status, 401);
});

test('a body larger than any is refused before it comes', async (t) => {
  const context = await testContext();
  for (const length of ['1048577', '99999999999', '9'.repeat(500)]) {
    const client = newClient(t, context);
    const text = serializeSip(request()).toString().replace('Content-Length: 0', `Content-Length: ${length}`);
    t.is((await client.ask(text)).status, 513, length);
    t.is(await client.next(), 'closed');
  }
});

test('another version is refused with 505', async (t) => {
  const client = newClient(t, await testContext());
  t.is((await client.ask(serializeSip(request()).toString().replace('SIP/2.0\r', 'SIP/3.1\r'))).status, 505);
  t.is((await client.ask(request())).status, 401);
});

test('a request that its sender ends in the middle gets 400', async (t) => {
  const client = newClient(t, await testContext());
  client.stream.end(serializeSip(request()).subarray(0, -4));
  const response = await client.next();
  t.is(response === 'closed' ? 0 : response.kind === 'response' && response.status, 400);
  t.is(await client.next(), 'closed');
});

test('what a client sends after the connection was given up is thrown away, and it has five seconds', async (t) => {
  const clock = new ScenarioClock({ start: testDate, waits: 'real' });
  const context = await testContext({ clock });
  const [near, far] = memoryPair();
  // A client that reads the end and goes on sending, as TCP lets it.
  const stubborn = Object.assign(far, { end: () => far });
  new FrontEnd(context).handle(stubborn, { id: 'front-end#1', peer: place, local: place });
  const closed = new Promise<void>((resolve) => far.once('close', () => resolve()));
  near.write('GARBAGE\r\n\r\n');
  await new Promise<void>((resolve) => {
    context.journal.subscribe(({ type }) => type === 'front-end.invalid' && resolve());
  });
  for (let i = 0; i < 10; i++) near.write(serializeSip(request()));
  clock.advance(LINGER_MS - 1_000);
  await new Promise((resolve) => setImmediate(resolve));
  t.false(far.destroyed);
  clock.advance(1_000);
  await closed;
  t.is(eventsOf(context.journal, 'front-end.request').length, 0);
  near.destroy();
  clock.stop();
});

test('a response to no request of ours is recorded and not answered', async (t) => {
  const context = await testContext();
  const client = newClient(t, context);
  client.send('SIP/2.0 200 OK\r\nVia: SIP/2.0/TLS a\r\nContent-Length: 0\r\n\r\n');
  client.send(
    'SIP/9.9 200 OK\r\nVia: SIP/2.0/TLS a\r\nFrom: <sip:a>\r\nTo: <sip:a>\r\nCall-ID: 1\r\nCSeq: 1 A\r\nContent-Length: 0\r\n\r\n',
  );
  const response = await client.ask(request());
  t.is(response.status, 401, 'responses are not answered, not even one nobody can read, and the connection goes on');
  t.is(eventsOf(context.journal, 'front-end.response').length, 1);
  t.is(eventsOf(context.journal, 'front-end.invalid').length, 2);
});

test('a silent connection is closed after the idle time and not before', async (t) => {
  const clock = new ScenarioClock({ start: testDate, waits: 'real' });
  const client = newClient(t, await testContext({ clock }));
  t.is((await client.ask(request())).status, 401);
  clock.advance(IDLE_TIMEOUT_MS - 10_000);
  t.is((await client.ask(request())).status, 401, 'heard in time');
  clock.advance(IDLE_TIMEOUT_MS - 10_000);
  t.is((await client.ask(request())).status, 401, 'the time begins again with what was heard');
  clock.advance(IDLE_TIMEOUT_MS + 1);
  t.is(await client.next(), 'closed');
  clock.stop();
});

test('a client that half-closes still gets its answer', async (t) => {
  const client = newClient(t, await testContext());
  client.stream.end(serializeSip(request()));
  const response = await client.next();
  t.is(response === 'closed' ? 0 : response.kind === 'response' && response.status, 401);
  t.is(await client.next(), 'closed');
});

test('whoever waits is not skipped ahead while an answer is made: the Front End takes part in the clock', async (t) => {
  const clock = new ScenarioClock({ start: testDate, waits: 'real' });
  const life: string[] = [];
  const watched: DatedClock = {
    elapsed: () => clock.elapsed(),
    now: () => clock.now(),
    alarm: (ms, ring) => clock.alarm(ms, ring),
    sleep: (ms, signal) => clock.sleep(ms, signal),
    within: (ms, work) => clock.within(ms, work),
    join: (name) => {
      const participant = clock.join(name);
      life.push('joined');
      return {
        ...participant,
        leave: () => {
          life.push('left');
          participant.leave();
        },
      };
    },
  };
  const context = await testContext({ clock: watched });
  context.journal.subscribe(({ type }) => type === 'front-end.response' && life.push('answered'));
  const client = newClient(t, context);
  // A step of a handshake has to be waited for; what is answered at once leaves nobody the time to skip anything.
  const step = request({ extra: [handshakeHeader('AAAA')] });
  await client.ask(step);
  await client.ask(request());
  await client.ask(step);
  t.deepEqual(life, ['joined', 'answered', 'left', 'answered', 'joined', 'answered', 'left']);
});
