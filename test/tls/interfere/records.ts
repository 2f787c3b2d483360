import type { Duplex } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { ScenarioClock } from '../../../harness/foundation/clock/index.js';
import type { InterferenceEnding } from '../../../harness/tls/interfere/index.js';
import { Interferer } from '../../../harness/tls/interfere/index.js';
import type { Interference } from '../../../harness/tls/interference.js';
import { memoryPair } from '../../../harness/tls/memory-pair.js';
import {
  encodeCertificateMessage,
  encodeHandshake,
  encodeRecords,
  handshakeType,
  recordType,
  tlsVersion,
} from '../../../harness/wire/tls/index.js';

export const clock = new ScenarioClock({ start: new Date('2014-11-15T09:00:00Z'), waits: 'real' });

/** A ServerHello of TLS 1.0 with RC4-SHA and an empty session id, by hand. */
export const serverHello = encodeHandshake(
  handshakeType.server_hello,
  Buffer.concat([Buffer.from([3, 1]), Buffer.alloc(32, 7), Buffer.from([0, 0, 5, 0])]),
);
export const certificate = encodeHandshake(handshakeType.certificate, encodeCertificateMessage([Buffer.alloc(90, 1)]));
export const helloDone = encodeHandshake(handshakeType.server_hello_done, Buffer.alloc(0));

export function plain(...messages: Buffer[]): Buffer {
  return encodeRecords(recordType.handshake, tlsVersion.tls10, Buffer.concat(messages));
}

export const flight = plain(serverHello, certificate, helloDone);
export const changeCipher = encodeRecords(recordType.changeCipherSpec, tlsVersion.tls10, Buffer.from([1]));
/** What an encrypted Finished, alert or piece of data looks like from outside. */
export const encryptedFinished = encodeRecords(recordType.handshake, tlsVersion.tls10, Buffer.alloc(36, 9));
export const encryptedAlert = encodeRecords(recordType.alert, tlsVersion.tls10, Buffer.alloc(22, 9));
export const encryptedData = encodeRecords(recordType.applicationData, tlsVersion.tls10, Buffer.alloc(30, 9));

export interface Interfered {
  readonly interferer: Interferer;
  readonly server: Duplex;
  readonly phone: Duplex;
  /** Words of the actions that were carried out, in order. */
  readonly fired: string[];
  /** What the phone was sent, as told to whoever watches. */
  readonly sent: Buffer[];
  readonly endings: InterferenceEnding[];
  /** What reached the phone. */
  received(): Buffer;
  /** `end`, or the code of the error, once the phone saw the connection end. */
  ended(): string | undefined;
  /** The engine writes; resolves once the interferer is done with it. */
  write(bytes: Buffer): Promise<void>;
}

/** An interferer between an engine, played by the test, and a phone that only listens. */
export function interfered(...actions: Interference[]): Interfered {
  const [server, phone] = memoryPair();
  const fired: string[] = [];
  const sent: Buffer[] = [];
  const endings: InterferenceEnding[] = [];
  const received: Buffer[] = [];
  let ended: string | undefined;
  server.on('error', () => {});
  phone.on('data', (bytes: Buffer) => received.push(bytes));
  phone.on('end', () => {
    ended ??= 'end';
  });
  phone.on('error', (error: Error & { code?: string }) => {
    ended ??= error.code ?? 'error';
  });
  const interferer = new Interferer({
    actions,
    stream: server,
    clock,
    fired: (action) => fired.push(action.do),
    sent: (bytes) => sent.push(bytes),
    over: (ending) => endings.push(ending),
  });
  return {
    interferer,
    server,
    phone,
    fired,
    sent,
    endings,
    received: () => Buffer.concat(received),
    ended: () => ended,
    write: async (bytes) => {
      await new Promise<void>((done) => interferer.outbound(bytes, done));
      await settled();
    },
  };
}

/** Enough turns for bytes and ends to pass through a memory pair. */
export async function settled(): Promise<void> {
  for (let turns = 0; turns < 8; turns++) await turn();
}
