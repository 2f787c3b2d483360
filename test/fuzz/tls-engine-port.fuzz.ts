import type { Duplex } from 'node:stream';
import fc from 'fast-check';
import { ScenarioClock } from '../../harness/foundation/clock/index.js';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import {
  acceptTls,
  defaultTlsSettings,
  memoryPair,
  type TlsObservation,
  type TlsPort,
  tlsPort,
} from '../../harness/tls/index.js';
import {
  encodeClientHello,
  encodeHandshake,
  encodeRecords,
  encodeSslv2ClientHello,
} from '../../harness/wire/tls/index.js';
import { equal } from './promises.js';
import type { FuzzTarget } from './target.js';
import { helloBytes } from './tls-peer/hello-bytes.js';
import { identities } from './tls-peer/identities.js';
import { promise } from './tls-peer/watch.js';

/** A silent phone is given up after so long; the real limits would make a case take a minute. */
const LIMIT_MS = 4;
const ports = new Map<string, Promise<TlsPort>>();

async function openPort(engine: 'auto' | 'openssl' | 'tls10'): Promise<TlsPort> {
  const { server } = await identities();
  const [leaf = Buffer.alloc(0)] = server.chain;
  const tls = {
    cert: `-----BEGIN CERTIFICATE-----\n${leaf.toString('base64')}\n-----END CERTIFICATE-----\n`,
    key: String(server.privateKey.export({ type: 'pkcs8', format: 'pem' })),
  };
  return tlsPort({ certificate: { tls, chain: server.chain }, settings: { ...defaultTlsSettings, engine } });
}

function portOf(engine: 'auto' | 'openssl' | 'tls10'): Promise<TlsPort> {
  const port = ports.get(engine) ?? openPort(engine);
  ports.set(engine, port);
  return port;
}

const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));
const suites = fc.constantFrom([5], [4], [10], [0x2f], [10, 5, 4], [0x1301, 0xc02f, 0x2f], [0x0006]);
const goodHello = fc
  .tuple(suites, fc.boolean(), fc.constantFrom(0x0301, 0x0303))
  .map(([ids, sslv2, version]) =>
    sslv2
      ? encodeSslv2ClientHello({ version, random: Buffer.alloc(32, 3), suites: ids })
      : encodeRecords(
          22,
          0x0301,
          encodeHandshake(1, encodeClientHello({ version, random: Buffer.alloc(32, 3), suites: ids })),
        ),
  );
const first = fc.oneof(
  { arbitrary: helloBytes, weight: 3 },
  { arbitrary: goodHello, weight: 3 },
  { arbitrary: bytes(60), weight: 1 },
  { arbitrary: bytes(60).map((rest) => Buffer.concat([Buffer.from([22, 3, 1]), rest])), weight: 1 },
  {
    arbitrary: fc.constantFrom('GET / HTTP/1.1\r\n\r\n', 'REGISTER sip:a SIP/2.0\r\n', '\r\n\r\n').map(Buffer.from),
    weight: 1,
  },
);
const second = fc.oneof(
  fc.constant(Buffer.alloc(0)),
  bytes(40),
  fc.tuple(fc.constantFrom(20, 21, 22, 23), bytes(40)).map(([type, body]) => encodeRecords(type, 0x0301, body)),
  fc.constantFrom([1, 0], [2, 48], [1, 90], [2, 40]).map((alert) => encodeRecords(21, 0x0301, Buffer.from(alert))),
);

interface Case {
  readonly engine: 'auto' | 'openssl' | 'tls10';
  readonly first: Buffer;
  /** Sent once the server has answered, or is not going to. */
  readonly second: Buffer;
  readonly arrival: number;
  readonly ending: 'end' | 'reset' | 'silence';
}

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn++) await new Promise(setImmediate);
};

function send(stream: Duplex, whole: Buffer, arrival: number): void {
  const size = arrival || whole.length || 1;
  for (let at = 0; at < whole.length; at += size) if (!stream.destroyed) stream.write(whole.subarray(at, at + size));
}

async function visit({ engine, first: hello, second: more, arrival, ending }: Case): Promise<void> {
  const [phone, connection] = memoryPair();
  phone.on('error', () => {});
  let answer: Buffer = Buffer.alloc(0);
  phone.on('data', (chunk: Buffer) => {
    answer = Buffer.concat([answer, chunk]);
  });
  const seen: TlsObservation[] = [];
  const clock = new ScenarioClock({ start: new Date('2014-11-15T09:00:00Z'), waits: 'real' });
  const outcome = acceptTls(connection, {
    port: await portOf(engine),
    clock,
    observe: (observation) => seen.push(observation),
    helloTimeoutMs: ending === 'silence' ? LIMIT_MS : 5_000,
    handshakeTimeoutMs: ending === 'silence' ? LIMIT_MS : 5_000,
  }).then(
    () => 'accepted',
    (error: unknown) => error,
  );
  send(phone, hello, arrival);
  await turns(6);
  send(phone, more, arrival);
  await turns(4);
  if (ending === 'end') phone.end();
  else if (ending === 'reset') phone.destroy(new Error('gone'));
  const error = await outcome;
  await turns(6);
  clock.stop();
  promise(error instanceof HarnessError, `the port ended with ${String(error)}`);
  promise(['TLS_REFUSED', 'TLS_NOT_TLS', 'TLS_TIMEOUT'].includes(error.code), `it ended with ${error.code}`);
  const ends = seen.filter(({ type }) => type === 'refused' || type === 'not-tls');
  equal([error.code, ends.length], [error.code, 1]);
  promise(!seen.some(({ type }) => type === 'established'), 'it was established without a Finished');
  promise(seen.filter(({ type }) => type === 'client-hello').length <= 1, 'a hello was seen twice');
  promise(connection.destroyed, 'the connection is left open');
  const [end] = ends;
  // Whoever spoke TLS and was turned down is told so in TLS; a reset may overtake the alert.
  // What OpenSSL does once it has answered is its own affair: it drops some records without a word.
  const byOpenssl = seen.some((each) => each.type === 'server-flight' && each.engine === 'openssl');
  if (end?.type === 'refused' && end.by === 'server' && error.code === 'TLS_REFUSED' && !byOpenssl) {
    equal([end.how, end.detail, end.when], ['alert', end.detail, end.when]);
    if (ending !== 'reset') promise(lastRecord(answer)?.[0] === 21, 'no alert came');
  }
  phone.destroy();
}

function lastRecord(all: Buffer): Buffer | undefined {
  let last: Buffer | undefined;
  for (let at = 0; at + 5 <= all.length; at += 5 + all.readUInt16BE(at + 3)) last = all.subarray(at);
  return last;
}

export const targets: readonly FuzzTarget[] = [
  {
    name: 'TLS port: whatever comes has one outcome, told once, and leaves nothing open',
    property: fc.asyncProperty(
      fc.record({
        engine: fc.constantFrom('auto' as const, 'auto' as const, 'tls10' as const, 'openssl' as const),
        first,
        second,
        arrival: fc.constantFrom(0, 0, 0, 1, 7),
        ending: fc.constantFrom('end' as const, 'end' as const, 'end' as const, 'reset' as const, 'silence' as const),
      }),
      visit,
    ),
  },
];
