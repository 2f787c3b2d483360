import type { Clock } from '../../foundation/clock/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import { askDhcp } from './ask.js';

/** Two tries: a server that looks whether an address is in use first needs a second (Windows, conflict detection). */
const WAITS_MS: readonly number[] = [1_000, 2_000];

/**
 * Looks for another DHCP server on the segment of this address, with a DISCOVER of a made-up client whose offer is not taken up.
 * Throws DHCP_SERVER_PRESENT when one answers.
 */
export async function refuseBesideAnother(address: string, clock: Clock): Promise<void> {
  const [other] = await askDhcp({ type: 'discover', address, asked: [1, 3, 6], waits: WAITS_MS, first: true }, clock);
  if (other) throw new HarnessError('DHCP_SERVER_PRESENT', { address, server: other.server });
}
