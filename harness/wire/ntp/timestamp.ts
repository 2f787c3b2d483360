import { HarnessError } from '../../foundation/errors/index.js';

/** Milliseconds from 1900-01-01 (NTP) to 1970-01-01 (Unix): 70 years with 17 leap days. */
const UNIX_EPOCH_MS = 2_208_988_800_000n;
const ERA = 1n << 64n;
const MILLISECOND_RANGE = 8.64e15;

/**
 * A date as the 64 raw bits of an NTP timestamp: seconds since 1900 modulo 2^32, then the fraction (RFC 5905, section 6).
 * Dates of 2036-02-07 and later wrap into era 1, as on the wire. Throws WIRE_INVALID for an invalid date.
 */
export function toNtpTimestamp(date: Date): bigint {
  const time = date.getTime();
  if (Number.isNaN(time)) throw invalid('the date is not valid');
  const raw = ((BigInt(time) + UNIX_EPOCH_MS) * (1n << 32n) + 500n) / 1000n;
  return ((raw % ERA) + ERA) % ERA;
}

/**
 * The date of a raw timestamp, to the nearest millisecond, in the era that puts it closest to `near`.
 * Raw 0 means "unknown" on the wire (RFC 5905); ask before converting. Throws WIRE_INVALID when `raw` has no 64 bits.
 */
export function fromNtpTimestamp(raw: bigint, near: Date = new Date(Date.UTC(2015, 0, 1))): Date {
  if (raw < 0n || raw >= ERA) throw invalid('the timestamp does not fit 64 bits');
  if (Number.isNaN(near.getTime())) throw invalid('the date to be near to is not valid');
  const goal = ((BigInt(near.getTime()) + UNIX_EPOCH_MS) << 32n) / 1000n;
  let era = goal / ERA - (goal < 0n ? 1n : 0n);
  const distance = (candidate: bigint) => {
    const away = candidate * ERA + raw - goal;
    return away < 0n ? -away : away;
  };
  for (const candidate of [era - 1n, era + 1n]) if (distance(candidate) < distance(era)) era = candidate;
  const milliseconds = Number(((era * ERA + raw) * 1000n + (1n << 31n)) >> 32n) - Number(UNIX_EPOCH_MS);
  return new Date(Math.max(-MILLISECOND_RANGE, Math.min(MILLISECOND_RANGE, milliseconds)));
}

function invalid(detail: string): HarnessError {
  return new HarnessError('WIRE_INVALID', { what: 'The NTP timestamp', place: 'the conversion', detail });
}
