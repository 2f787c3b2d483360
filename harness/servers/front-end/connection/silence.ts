import type { Clock } from '../../../foundation/clock/index.js';

/** Clock milliseconds that a client gets to hang up after the server has. */
export const LINGER_MS = 5_000;

/** Given as the reason of an abort, which otherwise makes an error with a stack for every connection. */
const MOVED = 'the wait has moved';

export interface SilenceParts {
  readonly clock: Clock;
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
  let wait = new AbortController();
  let closed = false;
  let heard = clock.elapsed();
  let spoke = heard;
  let closeAt: number | undefined;

  async function watch(): Promise<void> {
    while (!closed) {
      const now = clock.elapsed();
      const close = closeAt ?? heard + idleTimeoutMs;
      if (close <= now) return parts.close();
      const ping = closeAt === undefined && parts.pingMs !== undefined ? spoke + parts.pingMs : undefined;
      if (ping !== undefined && ping <= now) {
        spoke = now;
        parts.ping();
      }
      const next = ping === undefined ? close : Math.min(close, spoke + (parts.pingMs ?? 0));
      await clock.sleep(next - now, wait.signal).catch(() => {});
    }
  }
  void watch();

  return {
    heard: () => {
      heard = clock.elapsed();
    },
    spoke: () => {
      spoke = clock.elapsed();
    },
    ending: () => {
      if (closeAt !== undefined) return;
      closeAt = clock.elapsed() + LINGER_MS;
      const before = wait;
      wait = new AbortController();
      before.abort(MOVED);
    },
    over: () => {
      closed = true;
      wait.abort(MOVED);
    },
  };
}
