import type { PhoneAction } from '../phone/index.js';

/** How one kind of phone is reset. */
interface ResetKeys {
  readonly models: RegExp;
  readonly keys: string;
  /** Held while its power is connected, and what the emulated phone then does. */
  readonly combinations: Readonly<Record<string, PhoneAction>>;
  /** Where that is from: a source, or `inferred`, `unknown`. */
  readonly source: string;
}

const table: readonly ResetKeys[] = [
  {
    models: /^CX(500|600|3000)$/,
    keys: 'hold * and # while you connect its power, until it asks; that erases what users made. 4 and 6 together restore the factory firmware as well.',
    combinations: { '*#': 'soft-reset', '46': 'factory-reset' },
    source: 'uc.solutions, How to factory reset a Polycom CX phone; um.losrios.edu, unlock PIN of a Lync phone',
  },
  {
    models: /^(672[15]ip|41[12]0)$/i,
    keys: 'hold * and # while you connect its power, until it asks (inferred: the same software as the CX600).',
    combinations: { '*#': 'soft-reset' },
    source: 'inferred',
  },
  {
    models: /^VVX/i,
    keys: 'hold 1, 3 and 5 while it starts, until it asks for a password: its MAC without colons, or the administrator’s.',
    combinations: { '135': 'factory-reset' },
    source: 'vendor community FAQ on factory defaults of Polycom phones',
  },
];

const unknown =
  'the keys of this model are not known here; sign out on the phone, then use the reset of its menu or its manual.';

/** How a phone of this model is reset, as half a sentence. */
export function resetKeys(model: string): string {
  return table.find(({ models }) => models.test(model))?.keys ?? unknown;
}

/** Keys held together while the power of this model is connected, and what they do; none where they are not known. */
export function resetCombinations(model: string): Readonly<Record<string, PhoneAction>> {
  return table.find(({ models }) => models.test(model))?.combinations ?? {};
}
