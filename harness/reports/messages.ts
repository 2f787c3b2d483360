import type { JournalEvent } from '../journal/index.js';

/** Headers of one message are looked at up to so many bytes. */
const MAX_HEAD = 64 * 1024;
/** A message has a few dozen headers. */
const MAX_HEADERS = 200;

/** One header line, as written. */
export type HeaderLine = readonly [name: string, value: string];

/** The headers of a recorded HTTP or SIP message, in the order sent; none where the bytes were not kept. */
export function headersOf(event: JournalEvent): HeaderLine[] {
  if (event.raw === undefined) return [];
  const text = Buffer.from(event.raw, 'base64').subarray(0, MAX_HEAD).toString('latin1');
  const [head = ''] = text.split(/\r?\n\r?\n/, 1);
  return head
    .split(/\r?\n/)
    .slice(1, MAX_HEADERS + 1)
    .flatMap((line): HeaderLine[] => {
      const colon = line.indexOf(':');
      return colon > 0 ? [[line.slice(0, colon).trim(), line.slice(colon + 1).trim()]] : [];
    });
}

/**
 * Header lines that every one of the messages has with the same value, in the order of the first; those named are left
 * out, in any case.
 */
export function constantHeaders(
  messages: readonly (readonly HeaderLine[])[],
  without: ReadonlySet<string>,
): HeaderLine[] {
  const [first = [], ...others] = messages;
  return first.filter(
    ([name, value]) =>
      !without.has(name.toLowerCase()) &&
      others.every((lines) =>
        lines.some(([other, same]) => other.toLowerCase() === name.toLowerCase() && same === value),
      ),
  );
}
