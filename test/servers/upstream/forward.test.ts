import { once } from 'node:events';
import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import { gzipSync } from 'node:zlib';
import test, { type ExecutionContext } from 'ava';
import type { Journal } from '../../../harness/journal/index.js';
import type { UpstreamLimits, UpstreamPlan } from '../../../harness/servers/sockets/upstream/index.js';
import { listenHttp } from '../../../harness/servers/web/index.js';
import { writeRootChainRequest, writeUsernameToken } from '../../../harness/wire/soap/index.js';
import { alicePassword, alicePin, eventsOf, testDeployment } from '../deployment.js';
import { testWeb } from '../web/client.js';
import { ticketRequest } from '../web/sign-in.js';
import { behind, everything } from './behind.js';
import { rawServer } from './raw-server.js';

type Answer = Parameters<typeof rawServer>[1];

interface Options {
  readonly plan?: Partial<UpstreamPlan>;
  readonly limits?: Partial<UpstreamLimits>;
}

/** The harness on plain http before a server that answers as told. */
async function proxy(t: ExecutionContext, answer: Answer, { limits, plan }: Options = {}) {
  const server = await rawServer(t, answer);
  const captures: { readonly label: string; readonly body: Buffer }[] = [];
  const capture = (label: string, body: Buffer) => {
    captures.push({ label, body });
    return `${captures.length}.bin`;
  };
  const upstream = behind(server.port, plan, limits);
  const { client, context } = await testWeb(t, { upstream, capture });
  t.teardown(() => upstream.close());
  return { server, captures, journal: context.journal, upstream, client: () => client('web-http') };
}

/** An answer with a Content-Length. */
function page(body: string | Buffer, headers: readonly string[] = [], status = '200 OK'): Buffer {
  const length = Buffer.byteLength(body);
  const head = [`HTTP/1.1 ${status}`, ...headers, `Content-Length: ${length}`, '', ''].join('\r\n');
  return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)]);
}

function says(bytes: Buffer | string): Answer {
  return (socket) => socket.write(bytes);
}

function problems(journal: Journal): string[] {
  return eventsOf(journal, 'upstream.failed').map(({ problem }) => problem);
}

function raws(journal: Journal): string {
  const bytes = journal.events.map((event) => Buffer.from(event.raw ?? '', 'base64').toString('latin1'));
  return `${JSON.stringify(journal.events)}\n${bytes.join('\n')}`;
}

test('what nobody here knows goes to the server behind, and both sides are in the journal', async (t) => {
  const { client, journal, server, upstream } = await proxy(t, says(page('behind', ['X-Own: yes', 'Server: IIS'])));
  const answer = await client().ask('/Unheard/of.svc?x=1', { headers: { 'X-Phone': 'LPE' }, body: '<a/>' });
  t.is(answer.text, 'behind');
  t.is(answer.headers.get('x-own'), 'yes');
  t.is(answer.headers.get('x-ms-server-fqdn'), undefined, 'nothing of the harness is mixed in');
  t.regex(server.received(), /^POST \/Unheard\/of\.svc\?x=1 HTTP\/1\.1\r\n/);
  t.regex(server.received(), /\r\nHost: lyncweb\.contoso\.com\r\n/);
  t.regex(server.received(), new RegExp(`\r\nVia: 1\\.1 mock-lync-${upstream.id}\r\n`));
  t.regex(server.received(), /\r\nX-Phone: LPE\r\n[\s\S]*<a\/>$/);
  const kinds = journal.events.map(({ type }) => type);
  t.deepEqual(kinds, [
    'web.request',
    'web.unknown-request',
    'upstream.request',
    'upstream.connected',
    'upstream.answer',
    'web.response',
  ]);
  t.like(eventsOf(journal, 'web.unknown-request')[0], { forwarded: true, capture: '1.bin' });
  t.like(eventsOf(journal, 'upstream.answer')[0], { host: 'real.contoso.com', status: 200, bytes: 6 });
  t.regex(
    Buffer.from(eventsOf(journal, 'web.response')[0]?.raw ?? '', 'base64').toString(),
    /X-Own: yes[\s\S]*behind$/,
  );
});

test('what the harness knows it answers itself; --forward of a path and of everything say otherwise', async (t) => {
  const own = await proxy(t, says(page('behind')));
  t.is((await own.client().soap('/CertProv/CertProvisioningService.svc', writeRootChainRequest())).status, 200);
  t.is(own.server.connections(), 0);

  const path = await proxy(t, says(page('behind')), {
    plan: { forward: { all: false, paths: ['/RequestHandler/*'], rootChain: false } },
  });
  t.is((await path.client().ask('/requesthandler/ucdevice.upx', { body: '<Request/>' })).text, 'behind');
  t.not((await path.client().ask('/CertProv/CertProvisioningService.svc/mex')).text, 'behind');

  const all = await proxy(t, says(page('behind')), { plan: { forward: everything } });
  t.is((await all.client().ask('/CertProv/CertProvisioningService.svc/mex')).text, 'behind');
  const chain = await all.client().soap('/CertProv/CertProvisioningService.svc', writeRootChainRequest());
  t.not(chain.text, 'behind', 'the phone must be given the chain of the certificates it is shown');
  const too = await proxy(t, says(page('behind')), { plan: { forward: { ...everything, rootChain: true } } });
  t.is((await too.client().soap('/CertProv/CertProvisioningService.svc', writeRootChainRequest())).text, 'behind');
});

test('a template of the scenario answers before the server behind is asked', async (t) => {
  const server = await rawServer(t, says(page('behind')));
  const own = {
    ...{ name: 'own', bundled: false, match: { path: '/own' }, status: 200, headers: {} },
    ...{ contentType: 'text/plain', body: ['the scenario'] },
  };
  const settings = {
    http: true,
    https: true,
    chainDownload: true,
    pinAuthentication: true,
    windowsAuthentication: true,
  };
  const { client } = await testWeb(t, {
    upstream: behind(server.port),
    deployment: {
      webServices: { ...settings, certificateHours: 1, templates: [own, { ...own, bundled: true, match: {} }] },
    },
  });
  t.is((await client('web-http').ask('/own')).text, 'the scenario');
  t.is(server.connections(), 0);
  t.is((await client('web-http').ask('/other')).text, 'behind', 'one that came with the harness waits');
});

test('one connection of a phone has one of its own behind it', async (t) => {
  const { client, server } = await proxy(t, says(page('behind')));
  const [one, other] = [client(), client()];
  for (const each of [one, other, one, other]) await each.ask('/x');
  t.is(server.connections(), 2);
  t.is(server.requests(), 4);
});

test('headers of one connection stay on it; a request without Host gets the server’s name', async (t) => {
  const { client, server } = await proxy(
    t,
    says(page('ok', ['Connection: X-Hop', 'X-Hop: 1', 'Keep-Alive: timeout=9'])),
  );
  const headers = { Connection: 'X-Mine', 'X-Mine': '1', TE: 'trailers', Upgrade: 'h2c' };
  const answer = await client().ask('/x', { headers });
  t.notRegex(server.received(), /X-Mine|^TE:|Upgrade/im);
  t.is(answer.headers.get('x-hop'), undefined);
  const bare = client();
  bare.stream.write('GET /old HTTP/1.0\r\n\r\n');
  await bare.read();
  t.regex(server.received(), new RegExp(`GET /old HTTP/1.1\r\nHost: real\\.contoso\\.com:${server.port}\r\n`));
});

test('a request in the form for proxies goes to the named server all the same', async (t) => {
  const { client, server } = await proxy(t, says(page('behind')));
  const answer = await client().ask('http://somewhere.example/path?q=1');
  t.is(answer.text, 'behind');
  t.regex(server.received(), /^GET \/path\?q=1 HTTP\/1\.1\r\n/);
});

test('Host is the server’s name where that was asked for', async (t) => {
  const { client, server } = await proxy(t, says(page('behind')), { plan: { hostHeader: 'upstream' } });
  await client().ask('/x');
  t.regex(server.received(), new RegExp(`\r\nHost: real\\.contoso\\.com:${server.port}\r\n`));
});

test('a redirect is the phone’s to follow', async (t) => {
  const { client, server } = await proxy(t, says(page('', ['Location: http://127.0.0.1:1/away'], '302 Found')));
  const answer = await client().ask('/x');
  t.is(answer.status, 302);
  t.is(answer.headers.get('location'), 'http://127.0.0.1:1/away');
  t.is(server.requests(), 1);
});

test('a request that was here before is answered 508 and goes no further', async (t) => {
  const { client, journal, server, upstream } = await proxy(t, says(page('behind')));
  const answer = await client().ask('/x', { headers: { Via: `1.0 other, 1.1 mock-lync-${upstream.id} (x)` } });
  t.is(answer.status, 508);
  t.deepEqual(problems(journal), ['loop']);
  t.is(server.connections(), 0);
  t.is(
    (await client().ask('/x', { headers: { Via: '1.1 mock-lync-0000' } })).text,
    'behind',
    'another harness is none',
  );
});

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

test('Exchange has no server behind it', async (t) => {
  const server = await rawServer(t, says(page('behind')));
  const { hosts } = await testDeployment();
  const exchange = { name: 'exchange', fqdn: 'mail.contoso.com', address: '127.10.1.9' };
  const { client } = await testWeb(t, {
    upstream: behind(server.port),
    deployment: { hosts: new Map([...hosts, ['exchange', exchange]]) },
  });
  t.not((await client('exchange-http').ask('/unknown')).text, 'behind');
  t.is(server.connections(), 0);
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

test('two harnesses behind each other end it with 508', async (t) => {
  const targets = ['one', 'other'].map((host) => ({ host, address: '127.0.0.1', port: 0 }));
  const journals: Journal[] = [];
  for (const at of [0, 1]) {
    const upstream = behind(0);
    Object.assign(upstream.plan.targets, { 'web-http': targets[at] });
    const { context, web } = await testWeb(t, { upstream });
    journals.push(context.journal);
    const listener = await listenHttp(web, { service: 'web-http', address: '127.0.0.1', port: 0 }, 'web-http');
    t.teardown(() => listener.close());
    t.teardown(() => upstream.close());
    Object.assign(targets[1 - at] ?? {}, { port: listener.port });
  }
  const answer = await fetch(`http://127.0.0.1:${targets[1]?.port}/unheard-of`);
  t.is(answer.status, 508);
  t.regex(await answer.text(), /gave no answer: loop/);
  t.deepEqual(journals.map(problems), [['loop'], []]);
  t.deepEqual(
    journals.map((journal) => eventsOf(journal, 'web.request').length),
    [2, 1],
  );
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
