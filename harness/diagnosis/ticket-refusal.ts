import type { JournalEvent } from '../journal/index.js';
import type { Evidence } from './evidence.js';

/** The last refusal of a ticket, unless the device got one later. */
export function lastTicketRefusal(
  evidence: Evidence,
  matches: (event: JournalEvent<'web-ticket.refused'>) => boolean,
): JournalEvent<'web-ticket.refused'> | undefined {
  const refused = evidence.all('web-ticket.refused').at(-1);
  if (!refused || !matches(refused)) return undefined;
  return evidence.all('web-ticket.issued').some((event) => event.seq > refused.seq) ? undefined : refused;
}
