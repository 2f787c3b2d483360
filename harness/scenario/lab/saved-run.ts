import { statSync } from 'node:fs';
import { followDevices } from '../../diagnosis/devices/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import { isEventType, type JournalEvent, MAX_JOURNAL_BYTES, readJournal } from '../../journal/index.js';

/** One device's way through one variant, as a saved journal has it. */
export interface SavedRun {
  readonly file: string;
  /** Its MAC, else `ip:ADDRESS`. */
  readonly device: string;
  /** Of that device alone. */
  readonly events: readonly JournalEvent[];
  /** What the lab served; absent where the journal does not say. */
  readonly served?: { readonly scenario: string; readonly variant: string } | undefined;
}

/** Devices named in an error. */
const MAX_NAMED = 8;

/**
 * The run of `device`, or of the only device there is, in a journal that `serve` or `run` wrote. Where several variants
 * were served, the last one in which it did something.
 * @throws HarnessError FILE_UNREADABLE, JOURNAL_INVALID, USAGE
 */
export function savedRun(file: string, device?: string): SavedRun {
  const { events } = followDevices(checked(file));
  const devices = new Set(seenOf(events).map((event) => event.device ?? ''));
  const [only, ...others] = devices;
  if (device !== undefined && !devices.has(device)) throw which(file, `has no ${device}`, devices);
  if (device === undefined && others.length > 0) throw which(file, 'is of several phones', devices);
  const chosen = device ?? only;
  if (chosen === undefined) throw new HarnessError('USAGE', { detail: `${file} is of no phone at all` });
  const variants = perVariant(events);
  const last = variants.findLast(({ of }) => seenOf(of).some((event) => event.device === chosen));
  const own = (last?.of ?? []).filter((event) => event.device === chosen);
  return { file, device: chosen, events: own, served: last?.served };
}

/** Somebody who did something: an operator's word for a phone that never came is none. */
function seenOf(events: readonly JournalEvent[]): JournalEvent[] {
  return events.filter(
    ({ device, observer, type }) => device !== undefined && observer === 'harness' && !type.startsWith('device.'),
  );
}

interface Part {
  readonly of: JournalEvent[];
  readonly served: SavedRun['served'];
}

function perVariant(events: readonly JournalEvent[]): Part[] {
  const parts: Part[] = [{ of: [], served: undefined }];
  for (const event of events) {
    if (event.type === 'lab.started') {
      const served = { scenario: String(event.scenario), variant: String(event.variant) };
      parts.push({ of: [], served });
    }
    parts.at(-1)?.of.push(event);
  }
  return parts;
}

/** Every line an event by its head; what else it has is judged by who reads it. */
function checked(file: string): JournalEvent[] {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > MAX_JOURNAL_BYTES) {
    throw new HarnessError('FILE_UNREADABLE', { file, detail: `it is larger than ${MAX_JOURNAL_BYTES} bytes` });
  }
  const events = readJournal(file);
  const wrong = events.findIndex((event) => !isEvent(event));
  if (wrong >= 0) throw new HarnessError('JOURNAL_INVALID', { file, detail: `item ${wrong + 1} is no event` });
  if (events.length === 0) throw new HarnessError('JOURNAL_INVALID', { file, detail: 'it has no event' });
  return events;
}

function isEvent(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { device = '', observer, seq, service, time, type } = value as Record<string, unknown>;
  return (
    Number.isSafeInteger(seq) &&
    [device, observer, service, time, type].every((each) => typeof each === 'string') &&
    isEventType(String(type))
  );
}

function which(file: string, problem: string, devices: ReadonlySet<string>): HarnessError {
  const named = [...devices].slice(0, MAX_NAMED).join(', ');
  const more = devices.size > MAX_NAMED ? ' and more' : '';
  return new HarnessError('USAGE', { detail: `${file} ${problem}; choose one of ${named || 'none'}${more}` });
}
