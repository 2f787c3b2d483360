import { setTimeout as pause } from 'node:timers/promises';

/** Waits for something another party does; the test's own time limit ends it. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await pause(2);
}
