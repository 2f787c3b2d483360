import type { Duplex } from 'node:stream';
import { HarnessError } from '../foundation/errors/index.js';
import {
  type ClientHello,
  HandshakeReader,
  helloLength,
  parseClientHello,
  parseSslv2ClientHello,
  recognizeFirstBytes,
  TlsRecordReader,
} from '../wire/tls/index.js';

/** A phone's hello is below 300 bytes, a browser's below 4 KiB. */
export const MAX_FIRST_FLIGHT_BYTES = 32 * 1024;

/** What came before anything was answered. */
export type FirstFlight =
  | { readonly kind: 'hello'; readonly hello: ClientHello; readonly raw: Buffer; readonly all: Buffer }
  | { readonly kind: 'not-tls'; readonly looksLike: 'http' | 'sip' | 'unknown'; readonly raw: Buffer }
  | { readonly kind: 'unreadable'; readonly raw: Buffer; readonly detail: string }
  | { readonly kind: 'gone'; readonly raw: Buffer; readonly error?: Error };

/** Reads until the first ClientHello is complete or cannot become one; then leaves the stream paused. Never rejects. */
export function readFirstFlight(stream: Duplex): Promise<FirstFlight> {
  return new Promise((resolve) => {
    let all: Buffer = Buffer.alloc(0);
    const settle = (flight: FirstFlight): void => {
      stream.off('data', onData).off('end', onEnd).off('close', onEnd).off('error', onError);
      stream.pause();
      resolve(flight);
    };
    const onData = (bytes: Buffer): void => {
      all = Buffer.concat([all, bytes]);
      const flight = recognize(all);
      if (flight) settle(flight);
    };
    const onEnd = (): void => settle({ kind: 'gone', raw: all });
    const onError = (error: Error): void => settle({ kind: 'gone', raw: all, error });
    stream.on('data', onData).on('end', onEnd).on('close', onEnd).on('error', onError);
    if (stream.destroyed || stream.readableEnded) onEnd();
  });
}

/** The first flight in these bytes, or undefined while more are needed. */
export function recognize(all: Buffer): FirstFlight | undefined {
  const { kind } = recognizeFirstBytes(all);
  if (kind === 'incomplete') return undefined;
  if (kind === 'http' || kind === 'sip' || kind === 'unknown') return { kind: 'not-tls', looksLike: kind, raw: all };
  try {
    const length = helloLength(all);
    if ((length ?? all.length) > MAX_FIRST_FLIGHT_BYTES) {
      return { kind: 'unreadable', raw: all, detail: `its hello is larger than ${MAX_FIRST_FLIGHT_BYTES} bytes` };
    }
    if (length === undefined || all.length < length) return undefined;
    const raw = all.subarray(0, length);
    return { kind: 'hello', hello: kind === 'sslv2' ? parseSslv2ClientHello(raw) : helloOf(raw), raw, all };
  } catch (error) {
    if (error instanceof HarnessError) return { kind: 'unreadable', raw: all, detail: error.message };
    throw error;
  }
}

function helloOf(raw: Buffer): ClientHello {
  const reader = new HandshakeReader();
  for (const record of new TlsRecordReader().push(raw)) {
    const [message] = reader.push(record);
    if (message) return parseClientHello(message.body, record.version);
  }
  throw new HarnessError('WIRE_TRUNCATED', { what: 'The ClientHello', length: raw.length, place: 'its records' });
}
