import type { EventType, JournalEvent } from '../../journal/index.js';
import { isObject } from '../merge-patch.js';
import type { ExpectedEvent } from '../schema/expected-event.js';
import { matches } from './match.js';

/** An event as it is expected: its type, and the fields that must be so. */
export interface Pattern {
  readonly type: EventType;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** How often: both ends included. */
export interface Count {
  readonly min: number;
  readonly max: number | undefined;
}

/** One item of the expected events, as it is judged. */
export type Item =
  | { readonly kind: 'event'; readonly pattern: Pattern; readonly within?: string; readonly as?: string }
  | { readonly kind: 'any'; readonly patterns: readonly Pattern[]; readonly within?: string }
  | { readonly kind: 'count'; readonly pattern: Pattern; readonly count: Count }
  | { readonly kind: 'never'; readonly pattern: Pattern };

/** An item as the schema lets it through. */
export function itemOf(item: ExpectedEvent): Item {
  if (typeof item === 'string') return { kind: 'event', pattern: patternOf(item) };
  const { any, as, count, never, within, ...event } = item;
  if (never !== undefined) return { kind: 'never', pattern: patternOf(never) };
  if (any !== undefined) return { kind: 'any', patterns: any.map(patternOf), ...(within !== undefined && { within }) };
  const pattern = patternOf(event);
  if (count === undefined) {
    return { kind: 'event', pattern, ...(within !== undefined && { within }), ...(as !== undefined && { as }) };
  }
  if (typeof count === 'number') return { kind: 'count', pattern, count: { min: count, max: count } };
  return { kind: 'count', pattern, count: { min: count.min ?? 0, max: count.max } };
}

/** A written pattern as type and fields. */
export function patternOf(item: unknown): Pattern {
  // The schema admits known event types alone.
  if (typeof item === 'string') return { type: item as EventType, fields: {} };
  const given = Object.entries(isObject(item) ? item : {}).find(([, fields]) => fields !== undefined);
  const [type, fields] = given ?? ['', {}];
  return { type: type as EventType, fields: isObject(fields) ? fields : {} };
}

export function fits(pattern: Pattern, event: JournalEvent): boolean {
  return event.type === pattern.type && matches(pattern.fields, event);
}
