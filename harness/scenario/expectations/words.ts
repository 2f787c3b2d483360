import type { Count, Item, Pattern } from './pattern.js';

/** An expected event as a sentence. */
export function explainItem(item: Item): string {
  switch (item.kind) {
    case 'event': {
      const within = item.within === undefined ? '' : ` within ${item.within} of the one before`;
      const as = item.as === undefined ? '' : ` It is kept as $${item.as}.`;
      return `${patternWords(item.pattern)} happens${within}, in this order.${as}`;
    }
    case 'any': {
      const within = item.within === undefined ? '' : `, all within ${item.within} of the one before`;
      return `These happen in whichever order${within}: ${item.patterns.map(patternWords).join('; ')}.`;
    }
    case 'count':
      return `${patternWords(item.pattern)} happens ${countWords(item.count)} in the whole run.`;
    case 'never':
      return `${patternWords(item.pattern)} never happens.`;
  }
}

export function patternWords({ type, fields }: Pattern): string {
  const words = Object.entries(fields).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return `${type}${words.length === 0 ? '' : ` with ${words.join(' and ')}`}`;
}

export function countWords({ max, min }: Count): string {
  if (max === undefined) return `at least ${times(min)}`;
  if (min === max) return max === 0 ? 'not once' : times(max);
  return min === 0 ? `at most ${times(max)}` : `${min} to ${times(max)}`;
}

export function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
