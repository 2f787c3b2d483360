import type { IncomingMessage } from 'node:http';
import { HarnessError } from '../../foundation/errors/index.js';
import { envelopeOf, readUsernameToken } from '../../wire/soap/index.js';
import { parseXml } from '../../wire/xml/index.js';
import type { WebRequest } from './exchange.js';
import { MAX_BODY_BYTES, MAX_DISCARDED_BYTES } from './limits.js';

const NOTHING = Buffer.alloc(0);

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
  const url = message.url ?? '';
  const question = url.indexOf('?');
  const kept = end === 'whole' ? bytes : NOTHING;
  const read = kept.length === 0 ? undefined : attempt(() => parseXml(kept));
  const document = read instanceof HarnessError ? undefined : read;
  const envelope = document && attempt(() => envelopeOf(document));
  const soap = envelope instanceof HarnessError ? undefined : envelope;
  const request: WebRequest = {
    method: message.method ?? '',
    path: question < 0 ? url : url.slice(0, question),
    query: question < 0 ? '' : url.slice(question + 1),
    headers: message.headers,
    body: kept,
    document,
    notXml: read instanceof HarnessError ? read : undefined,
    envelope: soap,
    credential: readUsernameToken(soap?.header),
  };
  return { request, end, partial: end === 'whole' ? NOTHING : bytes };
}

interface Body {
  readonly bytes: Buffer;
  readonly end: BodyEnd;
}

const noBody: Body = { bytes: NOTHING, end: 'whole' };

/** By events: what an asynchronous iterator makes for every request costs more than most bodies are worth. */
function readBody(message: IncomingMessage): Promise<Body> | Body {
  const { 'content-length': length, 'transfer-encoding': coding } = message.headers;
  if (coding === undefined && (length === undefined || length === '0')) {
    message.resume();
    return noBody;
  }
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    let kept = 0;
    let length = 0;
    const finish = (end: BodyEnd) =>
      resolve({ bytes: pieces.length === 1 ? (pieces[0] ?? NOTHING) : Buffer.concat(pieces), end });
    message.on('data', (piece: Buffer) => {
      const room = MAX_BODY_BYTES - kept;
      if (room > 0) {
        pieces.push(piece.subarray(0, room));
        kept += Math.min(room, piece.length);
      }
      length += piece.length;
      // Nobody waits for the end of a body that has none; the connection is given up.
      if (length <= MAX_DISCARDED_BYTES) return;
      message.pause();
      finish('gone');
    });
    message.on('end', () => finish(length > MAX_BODY_BYTES ? 'oversized' : 'whole'));
    // The client reset or left in the middle; what it said until then counts. A promise settled before stays as it is.
    message.on('error', () => finish('gone'));
    message.on('close', () => finish('gone'));
  });
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
