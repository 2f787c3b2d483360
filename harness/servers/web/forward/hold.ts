import type { ServerResponse } from 'node:http';
import { failure, MAX_KEPT_BYTES } from '../../sockets/upstream/index.js';
import type { WebAnswer } from '../exchange.js';
import type { UpstreamAnswer } from './ask.js';
import { goneFrom, type Passage, type UpstreamBody } from './body.js';
import { answerHeaders } from './headers.js';
import { unpacked } from './unpack.js';

export interface Holding {
  readonly body: UpstreamBody;
  readonly passage: Passage;
  readonly response: ServerResponse;
  /** Its text is to be changed, so it must not stay packed. */
  readonly unpack: boolean;
}

/**
 * An answer of the server behind in the form of the harness's own, so that faults can be carried out on it. A body above
 * `MAX_KEPT_BYTES` is read while it is sent, where its length was said. Errors:
 * UPSTREAM_FAILED, recorded.
 */
export async function holdAnswer(
  upstream: UpstreamAnswer,
  { body, passage, response, unpack }: Holding,
): Promise<WebAnswer> {
  const { headers, rawHeaders, statusCode: status = 0 } = upstream.head;
  const gone = goneFrom(response);
  const given = named(answerHeaders(rawHeaders));
  const close = /\bclose\b/i.test(headers.connection ?? '') && { close: true };
  const about = { status, ...spoken(given), ...close, passedOn: true } as const;
  const length = Number(headers['content-length'] ?? Number.NaN);
  if (response.req.method === 'HEAD' || status === 204 || status === 304) return about;
  if (length > MAX_KEPT_BYTES) {
    return { ...about, content: { length, read: reader(body, gone) } };
  }
  const pieces: Buffer[] = [];
  let bytes = 0;
  for (let piece = await body.next(gone); piece; piece = await body.next(gone)) {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes > MAX_KEPT_BYTES) {
      const detail = `more than ${MAX_KEPT_BYTES} bytes of unknown length, and a fault to carry out on them`;
      throw failure(passage.caller, passage.target, 'answer-too-large', detail);
    }
  }
  const whole = Buffer.concat(pieces);
  const encoding = headers['content-encoding'];
  const plain = unpack && encoding !== undefined ? unpacked(whole, encoding) : undefined;
  if (!Buffer.isBuffer(plain)) return { ...about, body: whole };
  const clear = Object.entries(about.headers).filter(([name]) => !/^content-encoding$/i.test(name));
  return { ...about, headers: Object.fromEntries(clear), body: plain };
}

/** Bytes in their order: whoever sends an answer asks for one piece behind the other. */
function reader(body: UpstreamBody, gone: Promise<'gone'>): (start: number, end: number) => Promise<Buffer> {
  let waiting: Buffer = Buffer.alloc(0);
  return async (start, end) => {
    if (waiting.length === 0) waiting = (await body.next(gone)) ?? waiting;
    const given = waiting.subarray(0, end - start);
    waiting = waiting.subarray(given.length);
    return given;
  };
}

/** Several of one name stay several. */
function named(raw: readonly string[]): ReadonlyMap<string, string | string[]> {
  const headers = new Map<string, { readonly name: string; readonly values: string[] }>();
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = raw[at] ?? '';
    const known = headers.get(name.toLowerCase());
    if (known) known.values.push(raw[at + 1] ?? '');
    else headers.set(name.toLowerCase(), { name, values: [raw[at + 1] ?? ''] });
  }
  return new Map([...headers.values()].map(({ name, values }) => [name, values.length > 1 ? values : values.join()]));
}

/** The type apart from the others, as faults look for it there. */
function spoken(
  headers: ReturnType<typeof named>,
): Pick<WebAnswer, 'contentType'> & Required<Pick<WebAnswer, 'headers'>> {
  const others = [...headers].filter(([name]) => !/^content-type$/i.test(name));
  const type = [...headers].find(([name]) => /^content-type$/i.test(name))?.[1];
  return { headers: Object.fromEntries(others), ...(typeof type === 'string' && { contentType: type }) };
}
