import { Evidence } from '../../diagnosis/index.js';
import type { JournalEvent } from '../../journal/index.js';
import type { RefusalRecord } from '../../reports/record.js';

/** The refusal a phone stopped at, as the harness saw it; `events` are those of the phone. */
export function refusalOf(events: readonly JournalEvent[]): RefusalRecord | undefined {
  const evidence = new Evidence(events);
  const refused = evidence.standingRefusal('front-end') ?? evidence.standingRefusal('web');
  if (!refused) return undefined;
  const { service, how, alert, when } = refused;
  return { service, how, when, ...(alert === undefined ? {} : { alert }) };
}
