import { HarnessError } from '../../foundation/errors/index.js';
import type { EventDetails, EventType, Journal, JournalEvent } from '../../journal/index.js';
import { matches } from '../expectations/match.js';

/** A test waits so long by default; a sign-in takes a second or two. */
const WITHIN_MS = 10_000;

/** The first event of that type whose fields match. @throws HarnessError EVENT_NOT_SEEN */
export async function waitForEvent<T extends EventType>(
  journal: Journal,
  type: T,
  fields: Partial<EventDetails[T]> = {},
  withinMs: number = WITHIN_MS,
): Promise<JournalEvent> {
  const fits = (event: JournalEvent) => event.type === type && matches(fields, event);
  const before = journal.events.find(fits);
  if (before) return before;
  return await new Promise((resolve, reject) => {
    const limit = setTimeout(() => {
      unsubscribe();
      const wanted = `${type} ${JSON.stringify(fields)}`;
      const last = journal.events.at(-1)?.type ?? 'none';
      reject(new HarnessError('EVENT_NOT_SEEN', { wanted, limit: withinMs / 1000, last }));
    }, withinMs);
    const unsubscribe = journal.subscribe((event) => {
      if (!fits(event)) return;
      clearTimeout(limit);
      unsubscribe();
      resolve(event);
    });
  });
}
