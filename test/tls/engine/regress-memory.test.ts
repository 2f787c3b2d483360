import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import test from 'ava';
import type { EngineOutput, TlsEngine } from '../../../harness/tls/engine/engine.js';
import { createEngineClient, createEngineServer } from '../../../harness/tls/engine/index.js';
import { encodeHandshake, encodeRecords } from '../../../harness/wire/tls/index.js';
import { identities } from '../../fuzz/tls-peer/identities.js';

/** A whole record and a whole handshake message of the largest kind, and what the engine itself needs beside them. */
const MAX_HELD_BYTES = 256 * 1024;
const ENGINES = 40;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const silent: EngineOutput = {
  send: () => {},
  established: () => {},
  data: () => {},
  ended: () => {},
  warned: () => {},
  failed: () => {},
};

/** What each of many engines keeps after being fed the same. */
function heldBytes(open: () => TlsEngine, feed: (engine: TlsEngine) => void): number {
  const inUse = () => {
    // The second waits for the first to have given memory back.
    collect();
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  feed(open());
  const before = inUse();
  const engines = Array.from({ length: ENGINES }, open);
  for (const engine of engines) feed(engine);
  const held = (inUse() - before) / engines.length;
  // They must still be there when it is measured.
  return engines.every((engine) => !engine.established) ? held : Number.NaN;
}

const hello = Buffer.from(`0301${'07'.repeat(32)}0000020005 0100`.replaceAll(' ', ''), 'hex');
const certificateStart = Buffer.from([11, 0x01, 0x90, 0x00]);

/** The longest Certificate message there may be, never finished, in records of so many bytes. */
function longCertificate(recordSize: number): Buffer {
  const bytes = Buffer.concat([certificateStart, Buffer.alloc(100 * 1024 - 5)]);
  const records: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += recordSize) {
    records.push(encodeRecords(22, 0x0301, bytes.subarray(at, at + recordSize)));
  }
  return Buffer.concat(records);
}

test.serial('half flights and refused ones hold no more than a record and a message', async (t) => {
  const { server } = await identities();
  const first = encodeRecords(22, 0x0301, encodeHandshake(1, hello));
  const openServer = () => {
    const engine = createEngineServer(
      { identity: server, clientCertificate: { authorities: [], required: true } },
      silent,
    );
    engine.receive(first);
    return engine;
  };
  const openClient = () => {
    const engine = createEngineClient({ suites: [5] }, silent);
    engine.start();
    const serverHello = Buffer.concat([
      Buffer.from('0301', 'hex'),
      Buffer.alloc(32, 9),
      Buffer.from('00000500', 'hex'),
    ]);
    engine.receive(encodeRecords(22, 0x0301, encodeHandshake(2, serverHello)));
    return engine;
  };
  const flights: Record<string, Buffer> = {
    'half a record': Buffer.concat([Buffer.from([22, 3, 1, 0x40, 0x00]), Buffer.alloc(16_383)]),
    'a long message in large records': longCertificate(16_384),
    'a long message in records of one byte': longCertificate(1),
    'much that is refused': Buffer.concat([Buffer.from([23, 3, 1, 0x40, 0x00]), Buffer.alloc(1_000_000)]),
  };
  for (const [side, open] of Object.entries({ openServer, openClient })) {
    for (const [name, bytes] of Object.entries(flights)) {
      for (const arrival of [bytes.length, 1460]) {
        const held = heldBytes(open, (engine) => {
          for (let at = 0; at < bytes.length; at += arrival) engine.receive(bytes.subarray(at, at + arrival));
        });
        t.true(held < MAX_HELD_BYTES, `${side}, ${name}, ${arrival} at a time: ${Math.round(held / 1024)} KiB held`);
      }
    }
  }
});
