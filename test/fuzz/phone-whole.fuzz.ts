import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import type { ExecutionContext } from 'ava';
import fc from 'fast-check';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { timeLimit } from '../../harness/foundation/time-limit.js';
import { EmulatedPhone, screenTexts } from '../../harness/phone/index.js';
import { at } from '../certs/chains.js';
import { keptRsaKey } from '../certs/kept-keys.js';
import { phoneOptions, tcpServer, udpServer } from '../phone/bench.js';
import { street } from '../phone/street.js';
import type { FuzzTarget } from './target.js';

/** A boot takes a fifth of a second: one case of so many is one, that other targets have their turn. */
const ONE_IN = 100;
/** A phone that has not come to rest by then hangs. */
const LIMIT_MS = 60_000;

/** What becomes of one piece that a server sends. */
interface Spoiling {
  /** Which of the servers, by their order in the dial table. */
  readonly server: number;
  /** Its how manyth piece. */
  readonly nth: number;
  /** Where in it, 0 to 1. */
  readonly place: number;
  readonly how: 'flip' | 'cut' | 'insert' | 'twice' | 'nothing';
  readonly piece: Buffer;
}

const spoilings: fc.Arbitrary<Spoiling> = fc.record({
  server: fc.nat(9),
  nth: fc.nat(5),
  place: fc.double({ min: 0, max: 1, noNaN: true }),
  how: fc.constantFrom('flip', 'cut', 'insert', 'twice', 'nothing'),
  piece: fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    fc
      .constantFrom(
        '<',
        '&#0;',
        '</',
        '\r\n\r\n',
        '\0',
        'Content-Length: -1\r\n',
        '<!DOCTYPE x [',
        'HTTP/1.1 100 x\r\n',
      )
      .map((text) => Buffer.from(text)),
  ),
});

function spoilt(sent: Buffer, { how, piece, place }: Spoiling): Buffer {
  const where = Math.floor(place * sent.length);
  switch (how) {
    case 'flip':
      return Buffer.concat([sent.subarray(0, where), piece, sent.subarray(where + piece.length)]);
    case 'cut':
      return sent.subarray(0, where);
    case 'insert':
      return Buffer.concat([sent.subarray(0, where), piece, sent.subarray(where)]);
    case 'twice':
      return Buffer.concat([sent, sent]);
    case 'nothing':
      return Buffer.alloc(0);
  }
}

/** A way to a server on which what it sends is spoilt. */
async function between(t: ExecutionContext, key: string, to: string, spoil: (sent: Buffer) => Buffer) {
  const port = Number(to.split(':').at(-1));
  if (!key.startsWith('udp')) {
    const own = await tcpServer(t, (phone) => {
      const server = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
      server.on('error', () => phone.destroy());
      phone.on('data', (bytes) => server.write(bytes));
      phone.on('close', () => server.destroy());
      server.on('data', (bytes) => phone.write(spoil(bytes)));
      server.on('end', () => phone.end());
    });
    return `127.0.0.1:${own}`;
  }
  const own = await udpServer(t, (bytes, reply) => {
    const socket = createSocket('udp4');
    t.teardown(() => socket.close());
    socket.on('message', (answer) => reply(spoil(answer)));
    socket.send(bytes, port, '127.0.0.1');
  });
  return `127.0.0.1:${own}`;
}

const texts: ReadonlySet<string> = new Set(Object.values(screenTexts).map(({ text }) => text));

/** A whole boot, from power-on to rest; throws where the phone does not come to one. */
async function boots(all: readonly Spoiling[]): Promise<void> {
  const ends: (() => unknown)[] = [];
  // The servers of the tests, which end with the test.
  // What they assert of the phone holds of unspoilt servers alone.
  const t = new Proxy({} as ExecutionContext, {
    get: (_, name) => (name === 'teardown' ? (end: () => unknown) => ends.push(end) : () => true),
  });
  try {
    const { dial } = await street(t);
    const spoiltDial: Record<string, string> = {};
    for (const [index, [key, to]] of Object.entries(dial).entries()) {
      let nth = -1;
      const own = all.filter(({ server }) => server % Object.keys(dial).length === index);
      spoiltDial[key] = await between(t, key, to, (sent) => {
        nth++;
        return own.filter((spoiling) => spoiling.nth === nth).reduce(spoilt, sent);
      });
    }
    const { options } = phoneOptions(t, {
      ...{ dial: spoiltDial, privateKey: await keptRsaKey(), powerOnDate: at, waits: 'skip' },
    });
    const phone = new EmulatedPhone(options);
    const limit = timeLimit(LIMIT_MS, new AbortController().signal);
    const state = await phone.powerOn(limit.signal);
    limit.end();
    await phone.close();
    if (state.outcome === undefined) throw new Error(`it is nowhere: ${state.step}`);
    if (!texts.has(state.screen) || state.screen === '') throw new Error(`no such screen: "${state.screen}"`);
    if (state.outcome === 'sign-in-failed' && state.failure === undefined) throw new Error('it does not say why');
    if (all.length === 0 && state.outcome !== 'signed-in') throw new Error(`unspoilt, and failed at ${state.step}`);
  } catch (error) {
    if (error instanceof HarnessError) throw new Error(`the phone broke off: ${error.message}`, { cause: error });
    throw error;
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

export const targets: FuzzTarget[] = [
  {
    name: 'whatever becomes of what servers send, a phone ends with an outcome and a screen, and says why it failed',
    property: fc.asyncProperty(fc.nat(ONE_IN - 1), fc.array(spoilings, { maxLength: 4 }), async (turn, all) => {
      if (turn === 0) await boots(all);
    }),
  },
];
