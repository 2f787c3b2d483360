import type { JournalEvent } from '../../journal/index.js';
import type { ExpectationRecord } from '../../reports/record.js';
import { durationMs } from '../schema/duration.js';
import type { ExpectSpec } from '../schema/expect.js';
import { assign } from './any-order.js';
import { resolved } from './captures.js';
import { fieldByField, nearestTo } from './near-miss.js';
import { fits, type Item, itemOf, type Pattern } from './pattern.js';
import { countWords, explainItem, times } from './words.js';

type Events = readonly JournalEvent[];
type Verdict = Omit<ExpectationRecord, 'explain'>;
type ItemOf<Kind extends Item['kind']> = Extract<Item, { kind: Kind }>;

/** What the judging of events has come to. */
interface Progress {
  /** Index of the first event after the last one found. */
  from: number;
  /** Scenario milliseconds of the last one found; 0 at the start. */
  elapsed: number;
  readonly captures: Map<string, JournalEvent>;
}

/** The records, and every pattern an event may fit without being unexpected, its references resolved. */
export interface JudgedEvents {
  readonly records: ExpectationRecord[];
  readonly expected: readonly Pattern[];
}

/** Judge the expected events: an ordered subsequence, each matched in part; `never` and `count` against the whole run. */
export function judgeEvents(expected: NonNullable<ExpectSpec['events']>, events: Events): JudgedEvents {
  const progress: Progress = { from: 0, elapsed: 0, captures: new Map() };
  const known: Pattern[] = [];
  const records = expected.map((written): ExpectationRecord => {
    const item = itemOf(written);
    const explain = explainItem(item);
    const judged = judgeItem(item, events, progress, known);
    return { explain, ...judged };
  });
  return { records, expected: known };
}

function judgeItem(item: Item, events: Events, progress: Progress, known: Pattern[]): Verdict {
  const patterns = item.kind === 'any' ? item.patterns : [item.pattern];
  const clear: Pattern[] = [];
  for (const each of patterns) {
    const pattern = resolved(each, progress.captures);
    if ('unknown' in pattern) {
      const instead = `"$${pattern.unknown}" stands for an event that did not happen`;
      return { kind: item.kind, status: 'missing', instead };
    }
    clear.push(pattern);
  }
  if (item.kind !== 'never') known.push(...clear);
  if (item.kind === 'any') return judgeAny(item, clear, events, progress);
  const [pattern] = clear as [Pattern];
  if (item.kind === 'never') return judgeNever(pattern, events);
  if (item.kind === 'count') return judgeCount(item, pattern, events);
  return judgeEvent(item, pattern, events, progress);
}

function judgeEvent(item: ItemOf<'event'>, pattern: Pattern, events: Events, progress: Progress): Verdict {
  const index = events.findIndex((event, at) => at >= progress.from && fits(pattern, event));
  const found = events[index];
  if (!found) return { kind: 'event', status: 'missing', ...nearestTo(pattern, events, progress.from) };
  const after = found.elapsed - progress.elapsed;
  progress.from = index + 1;
  progress.elapsed = found.elapsed;
  if (item.as !== undefined) progress.captures.set(item.as, found);
  if (item.within === undefined || after <= durationMs(item.within)) return { kind: 'event', status: 'met' };
  return { kind: 'event', status: 'missing', ...late(after, found.seq), nearest: fieldByField(pattern, found) };
}

function judgeAny(item: ItemOf<'any'>, patterns: readonly Pattern[], events: Events, progress: Progress): Verdict {
  const { from } = progress;
  const candidates = patterns.map((pattern) =>
    events.flatMap((event, index) => (index >= from && fits(pattern, event) ? [index] : [])),
  );
  const places = assign(candidates);
  const lost = places.indexOf(undefined);
  const pattern = patterns[lost];
  if (pattern) {
    const near = nearestTo(pattern, events, from);
    return { kind: 'any', status: 'missing', ...near, instead: `${pattern.type} is missing: ${near.instead}` };
  }
  const last = Math.max(...places.map((place) => place ?? 0));
  const found = events[last];
  const after = (found?.elapsed ?? 0) - progress.elapsed;
  progress.from = last + 1;
  progress.elapsed = found?.elapsed ?? progress.elapsed;
  if (item.within === undefined || after <= durationMs(item.within)) return { kind: 'any', status: 'met' };
  return { kind: 'any', status: 'missing', ...late(after, found?.seq ?? 0) };
}

function judgeCount({ count }: ItemOf<'count'>, pattern: Pattern, events: Events): Verdict {
  const found = events.filter((event) => fits(pattern, event));
  const { max = Number.POSITIVE_INFINITY, min } = count;
  if (found.length >= min && found.length <= max) return { kind: 'count', status: 'met' };
  const instead = `expected ${countWords(count)}, was ${found.length === 0 ? 'not once' : times(found.length)}`;
  if (found.length > max) {
    const seqs = found.slice(0, 10).map(({ seq }) => seq);
    const more = found.length > seqs.length ? '…' : '';
    return { kind: 'count', status: 'unexpected', instead: `${instead}: events ${seqs.join(', ')}${more}` };
  }
  if (found.length > 0) return { kind: 'count', status: 'missing', instead };
  const near = nearestTo(pattern, events, 0);
  return { kind: 'count', status: 'missing', ...near, instead: `${instead}; ${near.instead}` };
}

function judgeNever(pattern: Pattern, events: Events): Verdict {
  const found = events.find((event) => fits(pattern, event));
  if (!found) return { kind: 'never', status: 'met' };
  return {
    ...{ kind: 'never', status: 'unexpected', instead: `it happened as event ${found.seq}` },
    nearest: fieldByField(pattern, found),
  };
}

function late(afterMs: number, seq: number): { readonly instead: string } {
  return { instead: `it happened as event ${seq}, too late: after ${(afterMs / 1000).toFixed(1)} s` };
}
