/** Failures after which a PIN of five digits or more is locked at one server (Set-CsPinPolicy defaults). */
export const LOCAL_LIMIT = 25;
/** The same for a PIN of four digits. */
export const LOCAL_LIMIT_SHORT_PIN = 10;
/** Failures, at all servers, after which only an administrator unlocks: by the PIN's length (Set-CsPinPolicy defaults). */
export const GLOBAL_LIMITS = { four: 100, five: 1000, longer: 5000 } as const;
/** Failures count together within 30 minutes of the first. */
export const WINDOW_MS = 30 * 60_000;
/** A local lock ends by itself after 60 minutes. */
export const LOCK_MS = 60 * 60_000;

/** Over the defaults by the PIN's length. */
export interface PinLimits {
  readonly local?: number | undefined;
  readonly global?: number | undefined;
}

interface Count {
  failures: number;
  firstAt: number;
  lockedAt: number | undefined;
}

/** PIN failures and locks of the pool's users; times in milliseconds of clock time. */
export class PinLocks {
  readonly #counts = new Map<string, Count>();
  readonly #global = new Map<string, number>();
  readonly #locked = new Set<string>();
  readonly #unlocked = new Set<string>();

  /** `deployed`: the user was locked by an administrator when the lab opened. */
  isLocked(user: string, now: number, deployed = false): boolean {
    if (this.#locked.has(user) || (deployed && !this.#unlocked.has(user))) return true;
    const count = this.#counts.get(user);
    if (count?.lockedAt === undefined) return false;
    if (now - count.lockedAt < LOCK_MS) return true;
    this.#counts.delete(user);
    return false;
  }

  /** Count a wrong PIN; true when this one locked the user. */
  failed(user: string, pinLength: number, now: number, limits: PinLimits = {}): boolean {
    const known = this.#counts.get(user);
    const count = known && now - known.firstAt < WINDOW_MS ? known : { failures: 0, firstAt: now, lockedAt: undefined };
    count.failures++;
    if (count.failures >= (limits.local ?? localLimit(pinLength))) count.lockedAt = now;
    this.#counts.set(user, count);
    const global = (this.#global.get(user) ?? 0) + 1;
    this.#global.set(user, global);
    if (global >= (limits.global ?? globalLimit(pinLength))) this.lock(user);
    return count.lockedAt !== undefined || this.#locked.has(user);
  }

  /** A right PIN: it ends the local count alone. */
  succeeded(user: string): void {
    this.#counts.delete(user);
  }

  /** Lock-CsClientPin: until an administrator unlocks. */
  lock(user: string): void {
    this.#locked.add(user);
  }

  /** Unlock-CsClientPin: ends every lock and count, a lock of the deployment's, too. */
  unlock(user: string): void {
    this.#counts.delete(user);
    this.#global.delete(user);
    this.#locked.delete(user);
    this.#unlocked.add(user);
  }
}

function localLimit(pinLength: number): number {
  return pinLength <= 4 ? LOCAL_LIMIT_SHORT_PIN : LOCAL_LIMIT;
}

function globalLimit(pinLength: number): number {
  if (pinLength <= 4) return GLOBAL_LIMITS.four;
  return pinLength === 5 ? GLOBAL_LIMITS.five : GLOBAL_LIMITS.longer;
}
