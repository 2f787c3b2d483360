import type { DatedClock } from '../../../foundation/clock/index.js';

/** Clock milliseconds that a client gets to hang up after the server has. */
export const LINGER_MS = 5_000;

export interface SilenceParts {
  readonly clock: Pick<DatedClock, 'elapsed' | 'alarm'>;
  /** Clock milliseconds without a byte of the client's after which `close` is called. */
  readonly idleTimeoutMs: number;
  /** Clock milliseconds without a word of the server's after which `ping` is called. */
  readonly pingMs: number | undefined;
  readonly close: () => void;
  readonly ping: () => void;
}

/** Who was silent for how long on one connection. */
export interface Silence {
  /** The client sent something. */
  heard(): void;
  /** The server did. */
  spoke(): void;
  /** The server has said its last; nothing the client sends counts any more. */
  ending(): void;
  /** The connection is closed. */
  over(): void;
}

/** Watches both directions of a connection with a single wait at a time. */
export function watchSilence(parts: SilenceParts): Silence {
  const { clock, idleTimeoutMs } = parts;
  let callOff = () => {};
  let heard = clock.elapsed();
  let spoke = heard;
  let closeAt: number | undefined;

  const watch = (): void => {
    const now = clock.elapsed();
    const close = closeAt ?? heard + idleTimeoutMs;
    if (close <= now) {
      parts.close();
      return;
    }
    const pingMs = closeAt === undefined ? parts.pingMs : undefined;
    const due = pingMs !== undefined && spoke + pingMs <= now;
    if (due) spoke = now;
    const next = pingMs === undefined ? close : Math.min(close, spoke + pingMs);
    callOff = clock.alarm(next - now, watch);
    if (due) parts.ping();
  };
  watch();

  return {
    heard: () => {
      heard = clock.elapsed();
    },
    spoke: () => {
      // Every answer says so: the clock is asked only where it matters.
      if (parts.pingMs !== undefined) spoke = clock.elapsed();
    },
    ending: () => {
      if (closeAt !== undefined) return;
      closeAt = clock.elapsed() + LINGER_MS;
      callOff();
      watch();
    },
    over: () => callOff(),
  };
}
