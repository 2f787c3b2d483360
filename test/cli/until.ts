import { setTimeout as pause } from 'node:timers/promises';

/** Wait until it is so; an error after a time that a busy machine does not need either. */
export async function until(holds: () => boolean, limitMs = 60_000): Promise<void> {
  const end = performance.now() + limitMs;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`it did not come to pass within ${limitMs / 1000} s: ${holds}`);
    await pause(50);
  }
}
