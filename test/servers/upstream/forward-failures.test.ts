import { once } from 'node:events';
import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import test from 'ava';
import { listenHttp } from '../../../harness/servers/web/index.js';
import { eventsOf } from '../deployment.js';
import { testWeb } from '../web/client.js';
import { behind } from './behind.js';
import { page, problems, proxy, says } from './proxy.js';
import { rawServer } from './raw-server.js';

for (const [what, bytes, problem] of [
  ['no HTTP at all', 'SIP/2.0 200 OK\r\n\r\n', 'invalid-answer'],
  ['a status line without status', 'HTTP/1.1 OK\r\n\r\n', 'invalid-answer'],
  ['headers without end', `HTTP/1.1 200 OK\r\nX: ${'y'.repeat(70_000)}`, 'invalid-answer'],
  ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', 'invalid-answer'],
  [
    'a length and chunks',
    'HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'invalid-answer',
  ],
  [
    'another protocol',
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n',
    'connection-lost',
  ],
] as const) {
  test(`an answer that is ${what} is 502, and the next request is served`, async (t) => {
    let first = true;
    const { client, journal } = await proxy(t, (socket) => {
      socket.write(first ? bytes : page('good'));
      first = false;
    });
    const phone = client();
    const answer = await phone.ask('/x');
    t.is(answer.status, 502);
    t.regex(answer.text, /The server behind gave no answer/);
    t.deepEqual(problems(journal), [problem]);
    t.is((await phone.ask('/x')).text, 'good');
    t.deepEqual(eventsOf(journal, 'harness.error'), []);
  });
}

for (const [what, head, body, problem] of [
  ['shorter than it says', 'Content-Length: 100', 'half', 'connection-lost'],
  ['chunked and cut off', 'Transfer-Encoding: chunked', '4\r\nhalf\r\n', 'connection-lost'],
  ['chunked with a length that is none', 'Transfer-Encoding: chunked', '4\r\nhalf\r\nzz\r\n', 'invalid-answer'],
] as const) {
  test(`an answer ${what} ends the phone’s connection, and what came is in the journal`, async (t) => {
    const { client, journal } = await proxy(t, (socket) => {
      socket.write(`HTTP/1.1 200 OK\r\n${head}\r\n\r\n${body}`);
      setTimeout(() => socket.destroy(), 50);
    });
    const phone = client();
    phone.stream.write('GET /x HTTP/1.1\r\nHost: a\r\n\r\n');
    await phone.waitClosed();
    t.deepEqual(problems(journal), [problem]);
    const [answer] = eventsOf(journal, 'upstream.answer');
    t.like(answer, { status: 200, bytes: 4, incomplete: true });
    t.regex(Buffer.from(answer?.raw ?? '', 'base64').toString(), /\r\n\r\nhalf$/);
    t.like(eventsOf(journal, 'web.response')[0], { cut: true });
  });
}

test('a server that resets is 502', async (t) => {
  const { client, journal } = await proxy(t, (socket) => socket.resetAndDestroy());
  t.is((await client().ask('/x')).status, 502);
  t.deepEqual(problems(journal), ['connection-lost']);
});

test('a server that is not there is 502; with nothing in time it is 504', async (t) => {
  const { client, journal } = await proxy(t, () => {}, { limits: { answerMs: 100 } });
  t.is((await client().ask('/x')).status, 504);
  t.deepEqual(problems(journal), ['timeout']);
  const upstream = behind(1);
  const away = await testWeb(t, { upstream });
  t.is((await away.client('web-http').ask('/x')).status, 502);
  t.deepEqual(problems(away.context.journal), ['unreachable']);
});

test('a body that stops half way ends after its time limit', async (t) => {
  const { client, journal } = await proxy(t, says('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf'), {
    limits: { bodyMs: 100 },
  });
  const phone = client();
  phone.stream.write('GET /x HTTP/1.1\r\nHost: a\r\n\r\n');
  await phone.waitClosed();
  t.deepEqual(problems(journal), ['timeout']);
});

test('a reason no header may carry is 502, and does not keep the next request waiting', async (t) => {
  let first = true;
  const { client, journal } = await proxy(
    t,
    (socket) => {
      const odd = Buffer.from('HTTP/1.1 999 \u0001\r\nContent-Length: 5\r\n\r\nab', 'latin1');
      socket.write(first ? odd : page('good'));
      first = false;
    },
    { limits: { answerMs: 20_000 } },
  );
  const phone = client();
  t.is((await phone.ask('/x')).status, 502);
  t.deepEqual(problems(journal), ['invalid-answer']);
  t.is((await phone.ask('/x')).text, 'good');
});

test('a phone that leaves in the middle ends the connection behind', async (t) => {
  let ended: (() => void) | undefined;
  const closed = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const server = await rawServer(t, (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n');
    socket.once('close', () => ended?.());
  });
  const { web } = await testWeb(t, { upstream: behind(server.port) });
  const listener = await listenHttp(web, { service: 'web-http', address: '127.0.0.1', port: 0 }, 'web-http');
  t.teardown(() => listener.close());
  const phone = connect(listener.port, '127.0.0.1');
  phone.write('GET /x HTTP/1.1\r\nHost: a\r\n\r\n');
  await once(phone, 'data');
  const before = performance.now();
  phone.resetAndDestroy();
  await closed;
  t.true(performance.now() - before < 10_000, 'long before any time limit');
});
