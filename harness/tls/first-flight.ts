import type { Duplex } from 'node:stream';
import { HarnessError } from '../foundation/errors/index.js';
import {
  type AlertName,
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
  | { readonly kind: 'unreadable'; readonly raw: Buffer; readonly detail: string; readonly alert: AlertName }
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
      all = all.length === 0 ? bytes : Buffer.concat([all, bytes]);
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
  const announced = attempt(all, () => helloLength(all), alertOfRecords);
  if (isUnreadable(announced)) return announced;
  if ((announced ?? all.length) > MAX_FIRST_FLIGHT_BYTES) {
    const detail = `its hello is larger than ${MAX_FIRST_FLIGHT_BYTES} bytes`;
    return { kind: 'unreadable', raw: all, detail, alert: 'illegal_parameter' };
  }
  if (announced === undefined || all.length < announced) return undefined;
  const raw = all.subarray(0, announced);
  const hello = attempt(
    all,
    () => (kind === 'sslv2' ? parseSslv2ClientHello(raw) : helloOf(raw)),
    () => 'decode_error',
  );
  return isUnreadable(hello) ? hello : { kind: 'hello', hello, raw, all };
}

type Unreadable = Extract<FirstFlight, { kind: 'unreadable' }>;

function isUnreadable(read: unknown): read is Unreadable {
  return typeof read === 'object' && read !== null && 'kind' in read && read.kind === 'unreadable';
}

function attempt<T>(raw: Buffer, read: () => T, alertOf: (error: HarnessError) => AlertName): T | Unreadable {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
    return { kind: 'unreadable', raw, detail: error.message, alert: alertOf(error) };
  }
}

/** For what does not become a ClientHello at all: a record or message too long, or one of another kind. */
function alertOfRecords({ code, details }: HarnessError): AlertName {
  if (code !== 'WIRE_TOO_LARGE') return 'unexpected_message';
  return details.what === 'The TLS record' ? 'record_overflow' : 'illegal_parameter';
}

function helloOf(raw: Buffer): ClientHello {
  const reader = new HandshakeReader();
  for (const record of new TlsRecordReader().push(raw)) {
    const [message] = reader.push(record);
    if (message) return parseClientHello(message.body, record.version);
  }
  throw new HarnessError('WIRE_TRUNCATED', { what: 'The ClientHello', length: raw.length, place: 'its records' });
}
