import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import type { Journal } from '../../journal/index.js';

/** Rounds without anything new after which nothing is on its way any more. */
const QUIET_ROUNDS = 2;
/** Rounds at most: what keeps talking for that long is not a phone's last word. */
const MAX_ROUNDS = 40;
const ROUND_MS = 5;

/**
 * Lets the servers read what a phone sent last, the alert with which it refused a certificate among it, before they are
 * closed. It is in their sockets already: turns of the event loop are what is wanted, and no protocol waits.
 */
export async function lastWords(journal: Pick<Journal, 'events'>): Promise<void> {
  let quiet = 0;
  for (let round = 0; round < MAX_ROUNDS && quiet < QUIET_ROUNDS; round++) {
    const before = journal.events.length;
    await pause(ROUND_MS);
    await turn();
    quiet = journal.events.length === before ? quiet + 1 : 0;
  }
}
