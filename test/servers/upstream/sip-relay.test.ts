import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { defaultFrontEndSettings } from '../../../harness/deployment/index.js';
import type { Journal } from '../../../harness/journal/index.js';
import { FrontEnd, listenFrontEnd, SipRelay } from '../../../harness/servers/front-end/index.js';
import type { SipService } from '../../../harness/servers/front-end/sip-service.js';
import type { UpstreamLimits } from '../../../harness/servers/sockets/upstream/index.js';
import { memoryPair } from '../../../harness/tls/index.js';
import { serializeSip } from '../../../harness/wire/sip/index.js';
import { alicePassword, eventsOf, testContext } from '../deployment.js';
import { NtlmPhone } from '../front-end/ntlm-phone.js';
import { connect, request, SipClient } from '../front-end/sip-client.js';
import { behind } from './behind.js';
import { tlsServer } from './tls-server.js';

interface Options {
  readonly limits?: Partial<UpstreamLimits>;
  readonly verify?: boolean;
}

/** The relay before a port; the certificate there is of the scenario's date, so it is not judged unless asked for. */
async function relayTo(t: ExecutionContext, port: number, { limits, verify = false }: Options = {}) {
  const upstream = behind(port, { verify }, limits, 'front-end');
  const captures: Buffer[] = [];
  const capture = (_label: string, body: Buffer) => `${captures.push(body)}.bin`;
  const context = await testContext({ upstream, capture });
  const target = upstream.target('front-end');
  if (!target) throw new Error('it was named');
  const relay = new SipRelay(context, upstream, target);
  t.teardown(() => {
    relay.close();
    upstream.close();
  });
  return { captures, context, journal: context.journal, relay };
}

async function listening(t: ExecutionContext, service: SipService, context: Parameters<typeof listenFrontEnd>[1]) {
  const listener = await listenFrontEnd(service, context, { service: 'front-end', address: '127.0.0.1', port: 0 });
  t.teardown(() => listener.close());
  return listener.port;
}

function raws(journal: Journal): string[] {
  return journal.events.map((event) => Buffer.from(event.raw ?? '', 'base64').toString('latin1'));
}

function problems(journal: Journal): string[] {
  return eventsOf(journal, 'upstream.failed').map(({ problem }) => problem);
}

test('a phone signs in with NTLM at the Front End behind, signed as it signed, recorded on both sides', async (t) => {
  const real = await testContext({ deployment: { frontEnd: { ...defaultFrontEndSettings } } });
  const port = await listening(t, new FrontEnd(real), real);
  const { journal, relay } = await relayTo(t, port);
  const phone = new NtlmPhone(t, relay);
  const answer = await phone.signIn();
  t.is(answer.status, 200);
  t.deepEqual(phone.association.check(answer), { ok: true, number: 1 });
  t.is((await phone.ask()).status, 200, 'a refresh');
  t.like(eventsOf(real.journal, 'front-end.signed-in')[0], { user: 'alice@contoso.com', scheme: 'NTLM' });
  t.deepEqual(
    eventsOf(journal, 'upstream.sip').map(({ message, to }) => `${message} to the ${to}`),
    [
      ...['REGISTER to the upstream', '401 to REGISTER to the phone', 'REGISTER to the upstream'],
      ...['200 to REGISTER to the phone', 'REGISTER to the upstream', '200 to REGISTER to the phone'],
    ],
  );
  t.deepEqual(eventsOf(journal, 'front-end.register'), [], 'the harness itself registers nobody');
  const there = raws(real.journal).filter((raw) => raw.startsWith('REGISTER'));
  const here = raws(journal).filter((raw) => raw.startsWith('REGISTER'));
  t.deepEqual(here, there, 'byte for byte');
  const all = `${JSON.stringify(journal.events)}\n${raws(journal).join('\n')}`;
  t.false(all.includes(phone.token.toString('base64')), 'the response could be attacked off line');
  t.false(all.includes(alicePassword));
  t.regex(all, /gssapi-data="\*+"/);
});

test('nobody is called before a message came, keep-alives or not', async (t) => {
  const { connections, port } = await tlsServer(t, (socket) => socket.end());
  const { journal, relay } = await relayTo(t, port, { limits: { sipIdleMs: 300 } });
  const phone = connect(t, relay);
  phone.send('\r\n\r\n\r\n\r\n');
  t.is(await phone.next(), 'closed', 'after the time limit');
  t.is(connections(), 0);
  t.deepEqual(problems(journal), []);
  t.deepEqual(eventsOf(journal, 'upstream.closed'), []);
});

test('a message behind keep-alives of the same segment is the first message', async (t) => {
  const { port } = await tlsServer(t, (socket) => socket.once('data', () => socket.end()));
  const { journal, relay } = await relayTo(t, port);
  const phone = connect(t, relay);
  phone.send(`\r\n\r\n${serializeSip(request()).toString('latin1')}`);
  t.is(await phone.next(), 'closed');
  t.deepEqual(
    eventsOf(journal, 'upstream.sip').map(({ to }) => to),
    ['upstream'],
  );
});

test('two harnesses behind each other end it with one word', async (t) => {
  const places: { port: number }[] = [];
  const contexts = [];
  for (const _ of ['one', 'other']) {
    const context = await testContext();
    const place = { port: 0 };
    // Where the other one listens is known once it does.
    const upstream = behind(1, { verify: false }, {}, 'front-end');
    const target = {
      host: 'other.contoso.com',
      address: '127.0.0.1',
      get port() {
        return place.port;
      },
    };
    const relay = new SipRelay({ ...context, upstream }, upstream, target);
    t.teardown(() => relay.close());
    places.push({ port: await listening(t, relay, context) });
    contexts.push({ context, place });
  }
  const [one, other] = contexts;
  if (!one || !other) return t.fail();
  one.place.port = places[1]?.port ?? 0;
  other.place.port = places[0]?.port ?? 0;
  const { connect: secure } = await import('node:tls');
  const socket = secure({ host: '127.0.0.1', port: places[0]?.port ?? 0, rejectUnauthorized: false });
  const client = new SipClient(socket);
  await once(socket, 'secureConnect');
  client.send(request());
  t.is(await client.next(), 'closed');
  t.deepEqual(problems(one.context.journal), ['loop']);
  t.deepEqual(problems(other.context.journal), []);
  t.is(eventsOf(one.context.journal, 'connection.opened').length, 2);
  t.is(eventsOf(other.context.journal, 'connection.opened').length, 1);
  // The same message on a new connection, once the first is over, is a phone that tries again.
  const again = secure({ host: '127.0.0.1', port: places[0]?.port ?? 0, rejectUnauthorized: false });
  const second = new SipClient(again);
  await once(again, 'secureConnect');
  second.send(request());
  t.is(await second.next(), 'closed');
  t.is(eventsOf(other.context.journal, 'connection.opened').length, 2);
});

test('the last words of the server behind reach a phone that reads slowly', async (t) => {
  const bytes = Buffer.alloc(2 * 1024 * 1024, 'x');
  const { port } = await tlsServer(t, (socket) => socket.once('data', () => socket.end(bytes)));
  const { journal, relay } = await relayTo(t, port);
  const [near, far] = memoryPair();
  relay.handle(far, {
    ...{ id: 'front-end#1', device: undefined },
    ...{ peer: { address: '10.0.0.21', port: 1063 }, local: { address: '10.0.0.5', port: 5061 } },
  });
  near.write(serializeSip(request()));
  await wait(300);
  let length = 0;
  for await (const piece of near as AsyncIterable<Buffer>) {
    length += piece.length;
    await wait(1);
  }
  t.is(length, bytes.length);
  t.is(eventsOf(journal, 'upstream.closed')[0]?.by, 'upstream');
});

test('what is no SIP goes through and is kept', async (t) => {
  const words = 'HTTP/1.1 400 Bad Request\r\nAuthorization: Basic c2VjcmV0\r\n\r\n';
  const { port } = await tlsServer(t, (socket) => socket.once('data', () => socket.end(words)));
  const { captures, journal, relay } = await relayTo(t, port);
  const [near, far] = memoryPair();
  relay.handle(far, {
    ...{ id: 'front-end#1', device: undefined },
    ...{ peer: { address: '10.0.0.21', port: 1063 }, local: { address: '10.0.0.5', port: 5061 } },
  });
  near.write(`GET /${alicePassword} HTTP/1.0\r\n\r\n`);
  let text = '';
  for await (const piece of near as AsyncIterable<Buffer>) text += piece.toString();
  t.is(text, words);
  t.deepEqual(
    eventsOf(journal, 'upstream.not-sip').map(({ capture, to }) => [to, capture]),
    [
      ['upstream', '1.bin'],
      ['phone', '2.bin'],
    ],
  );
  const kept = captures.map(String).join('\n');
  t.false(kept.includes(alicePassword));
  t.false(kept.includes('c2VjcmV0'));
});

test('silence ends a connection; the end of one side ends the other', async (t) => {
  let ended = 0;
  const { port } = await tlsServer(t, (socket) => socket.resume().on('end', () => ended++));
  const idle = await relayTo(t, port, { limits: { sipIdleMs: 400 } });
  const phone = connect(t, idle.relay);
  phone.send(request());
  t.is(await phone.next(), 'closed');
  t.is(eventsOf(idle.journal, 'upstream.closed')[0]?.by, 'harness');

  const left = await relayTo(t, port);
  const other = connect(t, left.relay);
  other.send(request());
  while (eventsOf(left.journal, 'upstream.connected').length === 0) await wait(20);
  await wait(50);
  other.stream.destroy();
  while (ended < 2) await wait(20);
  t.is(eventsOf(left.journal, 'upstream.closed')[0]?.by, 'phone');
});

for (const [what, verify, problem] of [
  ['is not there', false, 'unreachable'],
  ['is not trusted', true, 'not-trusted'],
] as const) {
  test(`a server behind that ${what} ends the phone’s connection with the reason in the journal`, async (t) => {
    const { port } = await tlsServer(t, (socket) => socket.resume());
    const { journal, relay } = await relayTo(t, verify ? port : 1, { verify });
    const phone = connect(t, relay);
    phone.send(request());
    t.is(await phone.next(), 'closed');
    t.deepEqual(problems(journal), [problem]);
    t.deepEqual(eventsOf(journal, 'harness.error'), []);
  });
}
