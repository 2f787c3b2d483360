import { z } from 'zod';
import { faultKind } from '../kind.js';
import type { LdapFault } from './directory-fault.js';

/** What an object has before anything is published into it: the class demands the attribute (inferred). */
const PLACEHOLDER = Buffer.from([0]);

/** The objects are there, and nobody ever published a certificate into them. */
export const emptyValues = faultKind<LdapFault>()({
  do: 'empty-values',
  at: ['directory.search'],
  schema: () => z.strictObject({}),
  summary: 'Puts a single zero byte in place of every CA certificate.',
  example: {},
  explain: () => 'Every CA certificate in the answer is a single zero byte.',
  make: () => ({
    change: (answer) => {
      let changed = false;
      const emptied = answer.map((operation) => {
        if (operation.kind !== 'searchResultEntry') return operation;
        const attributes = operation.attributes.map((attribute) => {
          if (!/^cacertificate(;|$)/i.test(attribute.type)) return attribute;
          changed = true;
          return { ...attribute, values: attribute.values.map(() => PLACEHOLDER) };
        });
        return { ...operation, attributes };
      });
      return changed ? emptied : answer;
    },
  }),
});
