import { gzipSync } from 'node:zlib';
import test from 'ava';
import type { Journal } from '../../../harness/journal/index.js';
import { writeUsernameToken } from '../../../harness/wire/soap/index.js';
import { alicePassword, alicePin, eventsOf } from '../deployment.js';
import { ticketRequest } from '../web/sign-in.js';
import { everything } from './behind.js';
import { page, proxy, says } from './proxy.js';

function raws(journal: Journal): string {
  const bytes = journal.events.map((event) => Buffer.from(event.raw ?? '', 'base64').toString('latin1'));
  return `${JSON.stringify(journal.events)}\n${bytes.join('\n')}`;
}

test('a body that is no text is kept beside the journal, one over the bound up to it', async (t) => {
  const bytes = Buffer.from([0, 1, 2, 255]);
  const large = Buffer.alloc(1024 * 1024 + 300_000, 'x');
  const { captures, client, journal } = await proxy(t, (socket, head) =>
    socket.write(page(head.includes('/large') ? large : bytes)),
  );
  const phone = client();
  t.deepEqual((await phone.ask('/x')).body, bytes);
  t.is((await phone.ask('/large')).body.length, large.length, 'the phone gets all of it');
  await phone.ask('/y');
  t.deepEqual(captures[0]?.body, bytes);
  t.is(captures[1]?.body.length, 1024 * 1024);
  const [small, big] = eventsOf(journal, 'upstream.answer');
  t.like(small, { capture: '1.bin', bytes: 4 });
  t.is(small?.cut, undefined);
  t.like(big, { capture: '2.bin', bytes: large.length, cut: true });
});

test('a request’s body of any kind is kept whole once, forwarded asked or unasked', async (t) => {
  const body = Buffer.from([0x80, 0, 0xff, 0x0d, 0x0a]);
  for (const plan of [{}, { forward: everything }]) {
    const { captures, client, journal } = await proxy(t, says(page('ok')), { plan });
    await client().ask('/x', { body, headers: { 'Content-Type': 'application/octet-stream' } });
    t.deepEqual(
      captures.map((each) => each.body),
      [body],
    );
    t.is(eventsOf(journal, 'upstream.request')[0]?.capture, '1.bin');
  }
});

test('a packed answer reaches the phone packed and the journal unpacked', async (t) => {
  const packed = gzipSync('<a><BinarySecret>c2VjcmV0</BinarySecret></a>');
  const bomb = gzipSync(Buffer.alloc(3 * 1024 * 1024));
  const { captures, client, journal } = await proxy(t, (socket, head) =>
    socket.write(page(head.includes('bomb') ? bomb : packed, ['Content-Encoding: gzip', 'Content-Type: text/xml'])),
  );
  t.deepEqual((await client().ask('/x')).body, packed);
  const [answer] = eventsOf(journal, 'upstream.answer');
  t.is(answer?.unpacked, 'gzip');
  t.regex(Buffer.from(answer?.raw ?? '', 'base64').toString(), /<a><BinarySecret>\*{8}<\/BinarySecret><\/a>$/);
  t.deepEqual((await client().ask('/bomb')).body, bomb);
  t.like(eventsOf(journal, 'upstream.answer')[1], { cut: true, bytes: bomb.length });
  t.deepEqual(captures, []);
});

test('what strangers type and the tickets they get stay out of journal and captures', async (t) => {
  const secrets = ['918273', 'Their-Password-7', 'c2lnbmVkIGJ5IGl0', 'opaque-cwt-ticket', 'b2F1dGg'];
  const [pin, password, signature, cwt, token] = secrets as [string, string, string, string, string];
  const ticket = `<s xmlns:t="urn:t"><SignatureValue>${signature}</SignatureValue><t:BinarySecurityToken ValueType="urn:cwt">${cwt}</t:BinarySecurityToken></s>`;
  const { captures, client, journal } = await proxy(t, (socket, head) =>
    socket.write(
      head.includes('/json')
        ? page(`{"access_token":"${token}","token_type":"Bearer"}`, [`Set-Cookie: s=${cwt}`])
        : page(ticket, [`Location: /x?password=${password}`, `X-MS-WebTicket: ${cwt}`]),
    ),
  );
  const phone = client();
  const own = `${alicePin} ${alicePassword}`;
  await phone.soap('/a/pin', ticketRequest(writeUsernameToken('1001', pin)));
  await phone.soap('/a/b', `<Login pin="${pin}"><PIN>${pin}</PIN><x>${own}</x>${ticket}</Login>`);
  await phone.ask(`/json?pin=${pin}&password=${password}`, {
    body: `grant_type=password&username=jane&password=${password}`,
    headers: { Authorization: `Bearer ${token}`, Cookie: `s=${cwt}` },
  });
  await phone.ask('/packed', {
    body: gzipSync(`{"password":"${password}"}`),
    headers: { 'Content-Encoding': 'gzip', 'Content-Type': 'application/json' },
  });
  await phone.ask('/too-large', {
    body: Buffer.concat([gzipSync(`{"password":"${password}"}`), Buffer.alloc(1024 * 1024)]),
    headers: { 'Content-Encoding': 'gzip' },
  });
  const kept = [raws(journal), ...captures.map(({ body, label }) => `${label} ${body.toString('latin1')}`)].join('\n');
  for (const secret of [...secrets, alicePin, alicePassword]) {
    for (const form of [secret, Buffer.from(secret).toString('base64')])
      t.false(kept.includes(form), `${secret} ${form}`);
  }
  t.true(kept.includes('username=jane'), 'the rest is there');
  t.true(kept.includes('{"password":"****'), 'unpacked');
});

for (const encoding of ['__proto__', 'toString', 'x-unheard', 'gzip']) {
  test(`an answer packed as ${encoding} that nobody can unpack is passed on and kept as it is`, async (t) => {
    const { client, journal } = await proxy(t, says(page('as it is', [`Content-Encoding: ${encoding}`])));
    t.is((await client().ask('/x')).text, 'as it is');
    const [answer] = eventsOf(journal, 'upstream.answer');
    t.is(answer?.unpacked, undefined);
    t.regex(Buffer.from(answer?.raw ?? '', 'base64').toString(), /\r\n\r\nas it is$/);
    t.deepEqual(eventsOf(journal, 'harness.error'), []);
  });
}
