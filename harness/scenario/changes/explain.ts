import { patternOf } from '../expectations/pattern.js';
import { patternWords, times } from '../expectations/words.js';
import type { ChangeSpec } from './schema.js';
import { changeNamed } from './table.js';

/** The change as a sentence: when, what. */
export function explainChange(spec: ChangeSpec): string {
  const what = changeNamed(spec.do)?.explain(ownParameters(spec)) ?? spec.do;
  return `${dueWords(spec)}, ${what}.`;
}

/** What stands beside the keys that every change has. */
export function ownParameters({ after, at, device, do: word, nth, wait, ...own }: ChangeSpec): Record<string, unknown> {
  return own;
}

function dueWords({ after, at, device, nth, wait }: ChangeSpec): string {
  if (after === undefined) return `${at ?? '0s'} after the servers opened`;
  const whose = device === undefined ? '' : ` of ${device}`;
  const which = nth === undefined || nth === 1 ? '' : ` has happened ${times(nth)}`;
  const later = wait === undefined ? '' : `${wait} `;
  return `${capital(`${later}after`)} ${patternWords(patternOf(after))}${whose}${which}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
