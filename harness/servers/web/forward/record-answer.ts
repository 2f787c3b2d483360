import { MAX_JOURNAL_BODY_BYTES, type UpstreamCaller } from '../../sockets/upstream/index.js';
import type { WebExchange } from '../exchange.js';
import type { Passed } from './body.js';
import { unpacked } from './unpack.js';

/** An answer of the server behind, as it came or as it left. */
export interface RecordedAnswer extends Passed {
  readonly caller: UpstreamCaller;
  readonly secrets: WebExchange['secrets'];
  readonly path: string;
  readonly status: number;
  readonly head: Buffer;
  readonly encoding: string | undefined;
  readonly operation: string | undefined;
}

/** What may be recorded of it; kept beside the journal where it is long or no text. */
export interface Recordable {
  readonly raw: Buffer;
  readonly about: { readonly capture?: string; readonly cut?: true; readonly unpacked?: string };
  /** Nothing of the body is anywhere. */
  readonly lost: boolean;
}

export function recordable(answer: RecordedAnswer): Recordable {
  const { caller, head, path, secrets } = answer;
  const { body, ...kind } = keptBody(answer);
  const clean = secrets.bytes(body);
  const inJournal = clean.length <= MAX_JOURNAL_BODY_BYTES && isText(clean);
  const capture = inJournal || clean.length === 0 ? undefined : caller.recorder.capture(`upstream-${path}`, clean);
  return {
    raw: Buffer.concat([secrets.bytes(head), inJournal ? clean : Buffer.alloc(0)]),
    about: { ...(capture !== undefined && { capture }), ...kind },
    lost: !inJournal && capture === undefined && clean.length > 0,
  };
}

/** What the server behind said. */
export function recordAnswer({ bytes, caller, path, problem, status }: RecordedAnswer, host: string, kept: Recordable) {
  const { connection, device, recorder } = caller;
  const incomplete = problem !== undefined && { incomplete: true as const };
  const place = { connection, device, raw: kept.raw };
  recorder.record('upstream.answer', { host, status, path, bytes, ...kept.about, ...incomplete }, place);
}

/** What the phone was told of it: found where every other answer is. */
export function recordPassedOn({ caller, operation, path, problem, status }: RecordedAnswer, kept: Recordable): void {
  const { connection, device, recorder } = caller;
  const cut = (problem !== undefined || kept.lost) && { cut: true as const };
  const spoken = operation !== undefined && { operation };
  recorder.record(
    'web.response',
    { status, path, ...spoken, ...kept.about, ...cut },
    { connection, device, raw: kept.raw },
  );
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
