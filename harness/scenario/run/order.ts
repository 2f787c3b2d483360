import { SeededRandom } from '../../foundation/random.js';
import type { Variant } from '../scenario.js';
import { durationMs } from '../schema/duration.js';

/** From here on the emulated phone has so much to do while it stays that its variant takes seconds. */
const LONG_STAY_MS = 18 * 3600 * 1000;

/**
 * The order variants are begun in: drawn from the seed, but with those that take long in every second place until none is
 * left. Drawn last, they would be all that is still under way; begun together, they would wait together.
 */
export function startOrder<T extends { readonly variant: Pick<Variant, 'phones' | 'faults'> }>(
  cases: readonly T[],
  seed: string,
): T[] {
  const drawn = new SeededRandom(seed).derive('order').shuffled(cases);
  const long = drawn.filter(({ variant }) => takesLong(variant));
  const others = drawn.filter(({ variant }) => !takesLong(variant));
  return [...long.flatMap((one, index) => [one, ...others.slice(index, index + 1)]), ...others.slice(long.length)];
}

function takesLong({ phones, faults }: Pick<Variant, 'phones' | 'faults'>): boolean {
  const stays = phones.some(({ spec }) => spec.stay !== undefined && durationMs(spec.stay) >= LONG_STAY_MS);
  // A phone that gets no name asks each of its servers for each of its names again and again, and waits every time.
  return stays || faults.some(({ at, when }) => at.startsWith('dns.') && when === undefined);
}
