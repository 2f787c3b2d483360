import type { JournalEvent } from '../../journal/index.js';
import type { NearMiss } from '../../reports/record.js';
import { isObject } from '../merge-patch.js';
import { differences, matches, show } from './match.js';
import { fits, type Pattern } from './pattern.js';

type Events = readonly JournalEvent[];

/** What came closest to an event that did not happen, as half a sentence and field by field. */
export interface Nearest {
  readonly instead: string;
  readonly nearest?: NearMiss;
}

/** The event that came closest: of that type with the fewest differences, or the right one at the wrong time. */
export function nearestTo(pattern: Pattern, events: Events, from: number): Nearest {
  const early = events.find((event, index) => index < from && fits(pattern, event));
  if (early) {
    const instead = `it happened as event ${early.seq}, before the event expected ahead of it`;
    return { instead, nearest: fieldByField(pattern, early) };
  }
  const best = events
    .filter((event) => event.type === pattern.type)
    .map((event) => ({ event, off: differences(pattern.fields, event) }))
    .sort((one, other) => one.off.length - other.off.length)[0];
  if (best) {
    const instead = `nearest is event ${best.event.seq}: ${best.off.join('; ')}`;
    return { instead, nearest: fieldByField(pattern, best.event) };
  }
  const related = ofTheSameFamily(pattern, events);
  const instead = related === undefined ? '' : `; the last of its kind is event ${related.seq}, ${related.type}`;
  return { instead: `no ${pattern.type} happened at all${instead}` };
}

/** Each expected field beside what it was. */
export function fieldByField(pattern: Pattern, event: JournalEvent): NearMiss {
  const rows = (expected: Readonly<Record<string, unknown>>, actual: unknown, path: string): NearMiss['fields'] =>
    Object.entries(expected).flatMap(([key, value]) => {
      const field = path === '' ? key : `${path}.${key}`;
      const found = isObject(actual) ? actual[key] : undefined;
      if (isObject(value) && isObject(found)) return rows(value, found, field);
      const was = found === undefined ? 'absent' : show(found);
      return [{ field, expected: show(value), actual: was, same: matches(value, found) }];
    });
  return { seq: event.seq, type: event.type, fields: rows(pattern.fields, event, '') };
}

/** `web-ticket.refused` where `web-ticket.issued` is expected. */
function ofTheSameFamily({ type }: Pattern, events: Events): JournalEvent | undefined {
  const family = `${type.split('.')[0] ?? ''}.`;
  return events.findLast((event) => event.type.startsWith(family) && event.observer === 'harness');
}
