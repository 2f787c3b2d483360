import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import test from 'ava';
import { eventsOf } from '../deployment.js';
import { page, problems, proxy, says } from './proxy.js';

const xml = '<Answer><Value>of the server behind</Value></Answer>';
const typed = ['Content-Type: text/xml', 'X-Own: yes', 'Set-Cookie: a=1', 'Set-Cookie: b=2'];

test('a fault stands in place of what the server behind would say, which is not asked', async (t) => {
  const { client, fired, server } = await proxy(t, says(page(xml)), {
    faults: [{ at: 'web-http.any', do: 'status', status: 503 }],
  });
  t.is((await client().ask('/x')).status, 503);
  t.is(server.connections(), 0);
  t.is(fired.length, 1);
});

test('a fault changes the text of the server behind, under the headers of that server', async (t) => {
  const { client, fired, journal } = await proxy(t, says(page(xml, typed)), {
    faults: [{ at: 'web-http.any', do: 'truncated-body' }],
  });
  const answer = await client().ask('/x');
  t.is(answer.text, xml.slice(0, xml.length / 2));
  t.is(answer.headers.get('content-type'), 'text/xml');
  t.is(answer.headers.get('x-own'), 'yes');
  t.is(answer.headers.get('x-ms-server-fqdn'), undefined, 'nothing of the harness is mixed in');
  t.is(fired.length, 1);
  const [said] = eventsOf(journal, 'upstream.answer');
  t.like(said, { status: 200, bytes: xml.length });
  t.true(text(said?.raw).endsWith(xml), 'what it said is kept');
  const left = text(eventsOf(journal, 'web.response')[0]?.raw);
  t.true(left.endsWith(`\r\n\r\n${answer.text}`), 'what left is kept too');
  t.regex(left, /(Set-Cookie: \*{3}\r\n){2}/);
  t.is(eventsOf(journal, 'web.response').length, 1);
});

test('the type the server behind gives is changed where a fault says so', async (t) => {
  const { client, fired } = await proxy(t, says(page(xml, typed)), {
    faults: [{ at: 'web-http.any', do: 'wrong-content-type', type: 'text/plain' }],
  });
  const answer = await client().ask('/x');
  t.is(answer.headers.get('content-type'), 'text/plain');
  t.is(answer.text, xml);
  t.is(fired.length, 1);
});

test('a packed answer is unpacked to be changed, and stays packed otherwise', async (t) => {
  const packed = page(gzipSync(xml), [...typed, 'Content-Encoding: gzip']);
  const changed = await proxy(t, says(packed), { faults: [{ at: 'web-http.any', do: 'truncated-body' }] });
  const answer = await changed.client().ask('/x');
  t.is(answer.text, xml.slice(0, xml.length / 2));
  t.is(answer.headers.get('content-encoding'), undefined);
  const late = await proxy(t, says(packed), { faults: [{ at: 'web-http.any', do: 'delay', seconds: 0.01 }] });
  const whole = await late.client().ask('/x');
  t.deepEqual(whole.body, gzipSync(xml));
  t.is(whole.headers.get('content-encoding'), 'gzip');
  t.is(late.fired.length, 1);
});

test('what has no fault on its turn passes untouched', async (t) => {
  const { client, fired } = await proxy(t, says(page(xml, typed)), {
    faults: [{ at: 'web-http.any', do: 'truncated-body', when: { nth: 2 } }],
  });
  const phone = client();
  t.is((await phone.ask('/x')).text, xml);
  t.is((await phone.ask('/x')).text, xml.slice(0, xml.length / 2));
  t.is((await phone.ask('/x')).text, xml);
  t.is(fired.length, 1);
});

test('a long download from the server behind is cut where the fault says', async (t) => {
  const image = Buffer.alloc(3 * 1024 * 1024, 'image');
  const { client, fired, journal } = await proxy(t, says(page(image)), {
    faults: [{ at: 'web-http.any', do: 'truncated-body', contentLength: 'wrong' }],
  });
  const phone = client();
  let received = 0;
  phone.stream.on('data', (bytes: Buffer) => {
    received += bytes.length;
  });
  phone.stream.write('GET /x HTTP/1.1\r\nHost: a\r\n\r\n');
  await phone.waitClosed();
  t.true(received > image.length / 2 && received < image.length / 2 + 2000, String(received));
  t.is(fired.length, 1);
  t.like(eventsOf(journal, 'web.response')[0], { status: 200, cut: true });
  t.is(eventsOf(journal, 'upstream.answer').length, 1);
});

test('a body without a length is held as far as the bound, and refused beyond it', async (t) => {
  const piece = Buffer.alloc(600_000, 'x');
  const chunk = Buffer.concat([Buffer.from('927c0\r\n'), piece, Buffer.from('\r\n')]);
  const head = Buffer.from('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
  const { client, journal } = await proxy(
    t,
    (socket, asked) => {
      const pieces = asked.includes('/long') ? [chunk, chunk] : [chunk];
      socket.write(Buffer.concat([head, ...pieces, Buffer.from('0\r\n\r\n')]));
    },
    { faults: [{ at: 'web-http.any', do: 'delay', seconds: 0.01 }] },
  );
  t.is((await client().ask('/short')).body.length, piece.length);
  t.is((await client().ask('/long')).status, 502);
  t.deepEqual(problems(journal), ['answer-too-large']);
});

test('where the server behind fails, its failure is what the fault is carried out on', async (t) => {
  const { client, fired, journal } = await proxy(t, (socket) => socket.resetAndDestroy(), {
    faults: [{ at: 'web-http.any', do: 'delay', seconds: 0.01 }],
  });
  t.is((await client().ask('/x')).status, 502);
  t.is(fired.length, 1);
  t.deepEqual(problems(journal), ['connection-lost']);
});

test('a phone that leaves while it is kept waiting is no mistake of the harness', async (t) => {
  const { client, fired, journal } = await proxy(t, says(page(xml)), {
    faults: [{ at: 'web-http.any', do: 'delay', seconds: 600 }],
  });
  const phone = client();
  phone.stream.write('GET /x HTTP/1.1\r\nHost: a\r\n\r\n');
  while (fired.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  phone.stream.destroy();
  await once(phone.stream, 'close');
  while (eventsOf(journal, 'upstream.answer').length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  t.deepEqual(eventsOf(journal, 'harness.error'), []);
  t.deepEqual(eventsOf(journal, 'web.response'), []);
});

function text(raw: string | undefined): string {
  return Buffer.from(raw ?? '', 'base64').toString();
}
