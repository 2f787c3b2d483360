import test from 'ava';
import { MAX_HTTP_BODY } from '../../harness/phone/network/http/http-answer.js';
import { bench, tcpServer } from './bench.js';
import { webServer } from './web-server.js';

test('requests to one host share a connection, in order', async (t) => {
  const { requests, url } = await webServer(t, (_, nth) => ({ status: nth === 1 ? 401 : 200, body: `answer ${nth}` }));
  const { context } = bench(t);
  for (const nth of [0, 1, 2]) {
    const answer = await context.web.send({ method: 'GET', url: `${url}/${nth}`, what: 'a test' });
    t.is(answer.body.toString(), `answer ${nth}`);
    t.is(answer.status, nth === 1 ? 401 : 200);
  }
  t.deepEqual(
    requests.map(({ path }) => path),
    ['/0', '/1', '/2'],
  );
  t.is(new Set(requests.map(({ connection }) => connection)).size, 1);
  t.regex(requests[0]?.headers['user-agent'] ?? '', /^CPE\/4\.0\.7577\.4420 OCPhone/);
  t.is(requests[0]?.headers.host, new URL(url).host);
});

test('a connection the server closes is replaced', async (t) => {
  const { requests, url } = await webServer(t, () => ({ headers: { Connection: 'close' } }));
  const { context } = bench(t);
  await context.web.send({ method: 'GET', url: `${url}/a`, what: 'a test' });
  await context.web.send({ method: 'GET', url: `${url}/b`, what: 'a test' });
  t.is(new Set(requests.map(({ connection }) => connection)).size, 2);
});

test('a kept connection that breaks when used again is replaced, a new one is not', async (t) => {
  let connections = 0;
  const port = await tcpServer(t, (socket) => {
    const first = connections++ === 0;
    let requests = 0;
    socket.on('data', () => {
      if (first && requests++ > 0) socket.resetAndDestroy();
      else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
    });
  });
  const { context } = bench(t);
  const url = `http://127.0.0.1:${port}/`;
  for (const _ of [0, 1]) {
    t.is((await context.web.send({ method: 'GET', url, what: 'a test' })).body.toString(), 'ok');
  }
  t.is(connections, 2);
  const closing = await tcpServer(t, (socket) => socket.once('data', () => socket.resetAndDestroy()));
  const lost = context.web.send({ method: 'GET', url: `http://127.0.0.1:${closing}/`, what: 'a test' });
  await t.throwsAsync(lost, { code: 'PHONE_CONNECTION_LOST' });
});

test('redirects are not followed', async (t) => {
  const { requests, url } = await webServer(t, () => ({ status: 302, headers: { Location: '/elsewhere' } }));
  const { context } = bench(t);
  t.is((await context.web.send({ method: 'GET', url: `${url}/`, what: 'a test' })).status, 302);
  t.is(requests.length, 1);
});

test('a body that is too large, and a server that is none', async (t) => {
  const { url } = await webServer(t, () => ({ body: Buffer.alloc(MAX_HTTP_BODY + 1) }));
  const { context } = bench(t);
  const large = context.web.send({ method: 'GET', url: `${url}/`, what: 'a test' });
  await t.throwsAsync(large, { code: 'PHONE_HTTP_INVALID', message: /a body over/ });
  const port = await tcpServer(t, (socket) => socket.write('220 mail ready\r\n'));
  const other = context.web.send({ method: 'GET', url: `http://127.0.0.1:${port}/`, what: 'a test' });
  await t.throwsAsync(other, { code: 'PHONE_HTTP_INVALID' });
});

test('silence ends on the clock', async (t) => {
  const port = await tcpServer(t, () => {});
  const { context } = bench(t, { waits: 'skip' });
  const silent = context.web.send({ method: 'GET', url: `http://127.0.0.1:${port}/`, what: 'a test' });
  await t.throwsAsync(silent, { code: 'PHONE_NO_ANSWER' });
});

test('what no phone could dial', async (t) => {
  const { context } = bench(t);
  for (const url of ['', 'https', 'ftp://host/', 'https://host:443https']) {
    await t.throwsAsync(context.web.send({ method: 'GET', url, what: 'a test' }), { code: 'PHONE_URL_INVALID' }, url);
  }
  const port = await tcpServer(t, () => {});
  const nobody = await context.plug.connect({ address: '127.0.0.1', port });
  nobody.destroy();
  const refused = context.web.send({ method: 'GET', url: 'http://127.0.0.1:1/', what: 'a test' });
  await t.throwsAsync(refused, { code: 'PHONE_CONNECT_FAILED' });
});
