import { ownText } from './own-text.js';

/** How much of a function's results is kept. */
export interface RememberedLimits {
  /** Results kept at least; at most twice as many. */
  readonly entries: number;
  /** Longer texts are worked out each time: what is kept must stay small, whatever a peer sends. */
  readonly longest: number;
}

/**
 * A pure function of a text, with its last results kept. For what every step of an answer asks anew and the next
 * message asks again. The results must not be changed by anybody; errors are not kept.
 */
export function remembered<V>(make: (text: string) => V, { entries, longest }: RememberedLimits): (text: string) => V {
  let recent = new Map<string, V>();
  let older = new Map<string, V>();
  return (text) => {
    if (text.length > longest) return make(text);
    const known = recent.get(text);
    if (known !== undefined) return known;
    const before = older.get(text);
    const own = ownText(text);
    const value = before ?? make(own);
    if (recent.size >= entries) {
      older = recent;
      recent = new Map();
    }
    recent.set(own, value);
    return value;
  };
}

/** The same for what several steps of one answer ask and no other message asks again: the last result is kept, alone. */
export function rememberedOnce<V>(make: (text: string) => V): (text: string) => V {
  let last: { readonly text: string; readonly value: V } | undefined;
  return (text) => {
    if (text !== last?.text) last = { text, value: make(text) };
    return last.value;
  };
}
