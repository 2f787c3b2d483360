import { MAX_JOURNAL_BODY_BYTES, type UpstreamCaller, type UpstreamTarget } from '../../sockets/upstream/index.js';
import type { WebExchange } from '../exchange.js';
import type { Passed } from './body.js';
import { unpacked } from './unpack.js';

export interface RecordedAnswer extends Passed {
  readonly caller: UpstreamCaller;
  readonly target: UpstreamTarget;
  readonly secrets: WebExchange['secrets'];
  readonly path: string;
  readonly status: number;
  readonly head: Buffer;
  readonly encoding: string | undefined;
  readonly operation: string | undefined;
}

/** The server's answer as an event, and the same as what the phone got: it is found where every other answer is. */
export function recordAnswer(answer: RecordedAnswer): void {
  const { bytes, caller, head, operation, path, problem, secrets, status, target } = answer;
  const { connection, device, recorder } = caller;
  const { body, ...kind } = keptBody(answer);
  const clean = secrets.bytes(body);
  const inJournal = clean.length <= MAX_JOURNAL_BODY_BYTES && isText(clean);
  const capture = inJournal || clean.length === 0 ? undefined : recorder.capture(`upstream-${path}`, clean);
  const raw = Buffer.concat([secrets.bytes(head), inJournal ? clean : Buffer.alloc(0)]);
  const about = { ...(capture !== undefined && { capture }), ...kind };
  const place = { connection, device, raw };
  const incomplete = problem !== undefined && { incomplete: true as const };
  recorder.record('upstream.answer', { host: target.host, status, path, bytes, ...about, ...incomplete }, place);
  const cut = (problem !== undefined || (!inJournal && capture === undefined && clean.length > 0)) && {
    cut: true as const,
  };
  const spoken = operation !== undefined && { operation };
  recorder.record('web.response', { status, path, ...spoken, ...about, ...cut }, place);
}

function keptBody({ bytes, encoding, kept }: RecordedAnswer): {
  readonly body: Buffer;
  readonly cut?: true;
  readonly unpacked?: string;
} {
  const cut = bytes > kept.length && { cut: true as const };
  if (encoding === undefined || kept.length === 0) return { body: kept, ...cut };
  const plain = unpacked(kept, encoding);
  if (plain === 'too-large') return { body: Buffer.alloc(0), cut: true };
  return plain ? { body: plain, ...cut, unpacked: encoding } : { body: kept, ...cut };
}

function isText(bytes: Buffer): boolean {
  return !bytes.includes(0) && !bytes.toString('utf8').includes('\ufffd');
}
