/** Longer words are compared by their beginning: the work grows with the square. */
export const MAX_COMPARED = 64;

/**
 * The candidate a person most likely meant: the fewest letters added, left out, changed or swapped with the next one.
 * Undefined where none comes close: more than a third of the word would be another. Case does not count.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = plain(word);
  let best: { readonly candidate: string; readonly away: number } | undefined;
  for (const candidate of candidates) {
    const other = plain(candidate);
    // Half of what is meant, or a part of it, counts as close: `option` for `option43`, `cert` for `certificates`.
    const part = wanted.length >= 3 && other !== wanted && other.startsWith(wanted);
    const away = part ? 1 : distance(wanted, other);
    const allowed = part ? 1 : Math.max(1, Math.floor(Math.max(wanted.length, other.length) / 3));
    if (away <= allowed && (best === undefined || away < best.away)) best = { candidate, away };
  }
  return best?.candidate;
}

function plain(word: string): string {
  return word.slice(0, MAX_COMPARED).toLowerCase();
}

/** Letters to add, leave out or change, and neighbours to swap, until both are the same. */
function distance(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      let least = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (swapped) least = Math.min(least, (beforeLast[column - 2] ?? 0) + 1);
      current.push(least);
    }
    beforeLast = last;
    last = current;
  }
  return last[other.length] ?? 0;
}
