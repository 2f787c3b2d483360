import type { EventDetails, EventHead, EventType, JournalEvent } from '../harness/journal/index.js';

/** An event for tests: of the device `m`, seen by the harness, unless said otherwise. */
export function event<T extends EventType>(
  seq: number,
  type: T,
  details: EventDetails[T],
  head: Partial<EventHead> = {},
): JournalEvent {
  return {
    seq,
    time: '2014-11-15T09:00:00.000Z',
    elapsed: seq,
    observer: 'harness',
    service: 'lab',
    device: 'm',
    type,
    ...details,
    ...head,
  } as unknown as JournalEvent;
}
