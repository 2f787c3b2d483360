import { type EventType, eventTypes, type JournalEvent } from '../../journal/index.js';
import type { ExpectationRecord } from '../../reports/record.js';
import type { ExpectSpec } from '../schema/expect.js';
import { fits, type Pattern } from './pattern.js';

type Wanted = NonNullable<ExpectSpec['nothingElse']>;

/** Refusals by the end of their name, and what says no in other words. */
const REFUSAL = /\.(refused|invalid|failed|unknown-request)$/;
const otherRefusals: readonly EventType[] = [
  'tls.not-tls',
  'front-end.bad-signature',
  'harness.error',
  'trusted-ca.missing',
  'device-update.missing',
];

/** Events told of in one sentence; more say nothing new. */
const MOST_TOLD = 5;

/** Event types that count as refusals. */
export const refusalTypes: readonly EventType[] = eventTypes.filter(
  (type) => REFUSAL.test(type) || otherRefusals.includes(type),
);

export function explainNothingElse(wanted: Wanted): string {
  return wanted === 'refusals'
    ? 'Nothing is refused but what is expected above.'
    : `Of ${wanted.join(', ')} nothing happens but what is expected above.`;
}

/** Events of these types that fit none of the expected ones. */
export function judgeNothingElse(
  wanted: Wanted,
  expected: readonly Pattern[],
  events: readonly JournalEvent[],
): ExpectationRecord {
  const types: readonly string[] = wanted === 'refusals' ? refusalTypes : wanted;
  const explain = explainNothingElse(wanted);
  const found = events.filter(
    (event) => types.includes(event.type) && event.observer === 'harness' && !expected.some((one) => fits(one, event)),
  );
  if (found.length === 0) return { kind: 'nothing-else', explain, status: 'met' };
  const told = found.slice(0, MOST_TOLD).map(({ seq, service, type }) => `event ${seq}, ${type} at ${service}`);
  const more = found.length > told.length ? `; and ${found.length - told.length} more` : '';
  return { kind: 'nothing-else', explain, status: 'unexpected', instead: `${told.join('; ')}${more}` };
}
