import { HarnessError } from '../../foundation/errors/index.js';
import type { Journal } from '../../journal/index.js';

/** Nothing recorded for so many ticks counts as hung; the longest silence of a bundled scenario is one of them. */
export const HUNG_TICKS = 60;
/** Of real time. Counted, so that a machine that does not let this process run does not make it hang. */
export const TICK_MS = 1000;

export interface Watchdog {
  /** Aborted when nothing happens any more. */
  readonly signal: AbortSignal;
  stop(): void;
}

/** Watches a run make progress, which shows in its journal. */
export function watch(journal: Pick<Journal, 'events'>, tickMs = TICK_MS): Watchdog {
  const controller = new AbortController();
  let seen = journal.events.length;
  let quiet = 0;
  const timer = setInterval(() => {
    quiet = journal.events.length === seen ? quiet + 1 : 0;
    seen = journal.events.length;
    if (quiet < HUNG_TICKS) return;
    clearInterval(timer);
    controller.abort(new HarnessError('INTERNAL', { detail: `nothing has happened for ${HUNG_TICKS} s` }));
  }, tickMs);
  return { signal: controller.signal, stop: () => clearInterval(timer) };
}
