import type { IncomingMessage } from 'node:http';
import { HarnessError } from '../../foundation/errors/index.js';
import { envelopeOf } from '../../wire/soap/index.js';
import { parseXml } from '../../wire/xml/index.js';
import type { WebRequest } from './exchange.js';
import { MAX_BODY_BYTES, MAX_DISCARDED_BYTES } from './limits.js';

/** A request whose body is over the limit: all but the body, which was thrown away. */
export interface OversizeRequest {
  readonly request: WebRequest;
  readonly oversize: boolean;
}

/** The whole request. Rejects when the client goes away, or sends so much that listening on is no use. */
export async function readRequest(message: IncomingMessage): Promise<OversizeRequest> {
  const body = await readBody(message);
  const [path = '', ...query] = (message.url ?? '').split('?');
  const kept = body ?? Buffer.alloc(0);
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
  return { request, oversize: body === undefined };
}

async function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of message as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > MAX_DISCARDED_BYTES) throw new Error('the body is far over the limit');
    if (length <= MAX_BODY_BYTES) pieces.push(piece);
    else pieces.length = 0;
  }
  return length > MAX_BODY_BYTES ? undefined : Buffer.concat(pieces);
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
