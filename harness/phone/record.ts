import type { EventDetails, EventTime, EventType } from '../journal/index.js';
import type { PhoneOptions } from './options.js';

/** Tells the journal what the phone did; the device is the phone. */
export type PhoneRecord = <T extends EventType>(type: T, details: EventDetails[T]) => void;

export function phoneRecord(recorder: PhoneOptions['recorder'], time: EventTime, device: string): PhoneRecord {
  if (recorder === undefined) return () => {};
  const writer = typeof recorder === 'function' ? recorder(time) : recorder.recorder('phone', 'phone', time);
  return (type, details) => writer.record(type, details, { device });
}
