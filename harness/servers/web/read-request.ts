import type { IncomingMessage } from 'node:http';
import { HarnessError } from '../../foundation/errors/index.js';
import { envelopeOf } from '../../wire/soap/index.js';
import { parseXml } from '../../wire/xml/index.js';
import type { WebRequest } from './exchange.js';
import { MAX_BODY_BYTES, MAX_DISCARDED_BYTES } from './limits.js';

/** How the reading of a body ended: `gone` when there is nobody left to answer. */
export type BodyEnd = 'whole' | 'oversized' | 'gone';

/** A request as far as it was read. */
export interface ReadRequest {
  /** Of a body that is not whole nothing is looked at. */
  readonly request: WebRequest;
  readonly end: BodyEnd;
  /** The body's beginning, up to the limit, of a request that is not whole. */
  readonly partial: Buffer;
}

/** The request, up to its end, the limit, or the moment the client goes away. */
export async function readRequest(message: IncomingMessage): Promise<ReadRequest> {
  const { bytes, end } = await readBody(message);
  const [path = '', ...query] = (message.url ?? '').split('?');
  const kept = end === 'whole' ? bytes : Buffer.alloc(0);
  const read = kept.length === 0 ? undefined : attempt(() => parseXml(kept));
  const document = read instanceof HarnessError ? undefined : read;
  const envelope = document && attempt(() => envelopeOf(document));
  const request: WebRequest = {
    method: message.method ?? '',
    path,
    query: query.join('?'),
    headers: message.headers,
    body: kept,
    document,
    notXml: read instanceof HarnessError ? read : undefined,
    envelope: envelope instanceof HarnessError ? undefined : envelope,
  };
  return { request, end, partial: end === 'whole' ? Buffer.alloc(0) : bytes };
}

async function readBody(message: IncomingMessage): Promise<{ readonly bytes: Buffer; readonly end: BodyEnd }> {
  const pieces: Buffer[] = [];
  let length = 0;
  let end: BodyEnd = 'whole';
  try {
    for await (const piece of message as AsyncIterable<Buffer>) {
      const room = MAX_BODY_BYTES - length;
      if (room > 0) pieces.push(piece.subarray(0, room));
      length += piece.length;
      if (length > MAX_BODY_BYTES) end = 'oversized';
      if (length > MAX_DISCARDED_BYTES) {
        end = 'gone';
        break;
      }
    }
  } catch {
    // The client reset or left in the middle; what it said until then counts.
    end = 'gone';
  }
  return { bytes: Buffer.concat(pieces), end };
}

/** What the codec makes of it, or why it refuses it. */
function attempt<T>(decode: () => T): T | HarnessError {
  try {
    return decode();
  } catch (error) {
    if (error instanceof HarnessError) return error;
    throw error;
  }
}
