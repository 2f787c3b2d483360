/**
 * Gives each of several wishes a place of its own, where that can be done: place numbers by wish, undefined for a wish
 * that found none. `candidates` are the places that would do for each; of these the first as many as there are wishes
 * are enough to look at.
 */
export function assign(candidates: readonly (readonly number[])[]): (number | undefined)[] {
  const wishOf = new Map<number, number>();
  const placed = new Array<number | undefined>(candidates.length).fill(undefined);
  const place = (wish: number, seen: Set<number>): boolean => {
    for (const candidate of (candidates[wish] ?? []).slice(0, candidates.length)) {
      if (seen.has(candidate)) continue;
      seen.add(candidate);
      const holder = wishOf.get(candidate);
      if (holder !== undefined && !place(holder, seen)) continue;
      wishOf.set(candidate, wish);
      placed[wish] = candidate;
      return true;
    }
    return false;
  };
  candidates.forEach((_, wish) => void place(wish, new Set()));
  return placed;
}
