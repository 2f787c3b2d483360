/** Failures after which a PIN of five digits or more is locked at one server (Set-CsPinPolicy defaults). */
export const LOCAL_LIMIT = 25;
/** The same for a PIN of four digits. */
export const LOCAL_LIMIT_SHORT_PIN = 10;
/** Failures count together within 30 minutes of the first. */
export const WINDOW_MS = 30 * 60_000;
/** A local lock ends by itself after 60 minutes. */
export const LOCK_MS = 60 * 60_000;

interface Count {
  failures: number;
  firstAt: number;
  lockedAt: number | undefined;
}

/** PIN failures and locks of the pool's users; times in milliseconds of clock time. */
export class PinLocks {
  readonly #counts = new Map<string, Count>();

  isLocked(user: string, now: number): boolean {
    const count = this.#counts.get(user);
    if (count?.lockedAt === undefined) return false;
    if (now - count.lockedAt < LOCK_MS) return true;
    this.#counts.delete(user);
    return false;
  }

  /** Count a wrong PIN; true when this one locked the user. */
  failed(user: string, pinLength: number, now: number): boolean {
    const known = this.#counts.get(user);
    const count = known && now - known.firstAt < WINDOW_MS ? known : { failures: 0, firstAt: now, lockedAt: undefined };
    count.failures++;
    if (count.failures >= (pinLength <= 4 ? LOCAL_LIMIT_SHORT_PIN : LOCAL_LIMIT)) count.lockedAt = now;
    this.#counts.set(user, count);
    return count.lockedAt !== undefined;
  }

  succeeded(user: string): void {
    this.#counts.delete(user);
  }

  unlock(user: string): void {
    this.#counts.delete(user);
  }
}
