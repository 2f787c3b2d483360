import type { EventType, JournalEvent } from '../../journal/index.js';
import type { ExpectationRecord } from '../../reports/record.js';
import type { ExpectSpec } from '../schema/expect.js';
import { differences, matches } from './match.js';

type Events = readonly JournalEvent[];
export interface Pattern {
  readonly type: EventType;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Judge the expected events: an ordered subsequence, each matched in part; `never` against the whole run. */
export function judgeEvents(expected: NonNullable<ExpectSpec['events']>, events: Events): ExpectationRecord[] {
  let from = 0;
  return expected.map((item) => {
    if (typeof item === 'object' && 'never' in item) return judgeNever(patternOf(item.never), events);
    const pattern = patternOf(item);
    const found = events.findIndex((event, index) => index >= from && fits(pattern, event));
    if (found < 0) return missing(pattern, events, from);
    from = found + 1;
    return { kind: 'event', explain: explainEvent(pattern), status: 'met' };
  });
}

/** The pattern as a sentence. */
export function explainEvent(pattern: Pattern): string {
  const fields = Object.entries(pattern.fields).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return `${pattern.type}${fields.length === 0 ? '' : ` with ${fields.join(' and ')}`} happens, in this order.`;
}

export function explainNever(pattern: Pattern): string {
  return explainEvent(pattern).replace(/ happens, in this order\.$/, ' never happens.');
}

function judgeNever(pattern: Pattern, events: Events): ExpectationRecord {
  const found = events.find((event) => fits(pattern, event));
  const explain = explainNever(pattern);
  if (!found) return { kind: 'never', explain, status: 'met' };
  return { kind: 'never', explain, status: 'unexpected', instead: `it happened as event ${found.seq}` };
}

function missing(pattern: Pattern, events: Events, from: number): ExpectationRecord {
  return { kind: 'event', explain: explainEvent(pattern), status: 'missing', instead: nearest(pattern, events, from) };
}

/** The event that came closest: of that type with the fewest differences, or the right one at the wrong time. */
function nearest(pattern: Pattern, events: Events, from: number): string {
  const early = events.find((event, index) => index < from && fits(pattern, event));
  if (early) return `it happened as event ${early.seq}, before the event expected ahead of it`;
  const candidates = events
    .filter((event) => event.type === pattern.type)
    .map((event) => ({ event, off: differences(pattern.fields, event) }))
    .sort((one, other) => one.off.length - other.off.length);
  const best = candidates[0];
  if (best) return `nearest is event ${best.event.seq}: ${best.off.join('; ')}`;
  return `no ${pattern.type} happened at all`;
}

function fits(pattern: Pattern, event: JournalEvent): boolean {
  return event.type === pattern.type && matches(pattern.fields, event);
}

/** A written pattern as type and fields. */
export function patternOf(item: unknown): Pattern {
  // The schema admits known event types alone.
  if (typeof item === 'string') return { type: item as EventType, fields: {} };
  const [type, fields] = Object.entries(item as Record<string, Pattern['fields']>)[0] ?? ['', {}];
  return { type: type as EventType, fields };
}
