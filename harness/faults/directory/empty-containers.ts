import { z } from 'zod';
import { faultKind } from '../kind.js';
import type { LdapFault } from './directory-fault.js';

/** The account may read the containers and not what is in them, or replication has not come this far. */
export const emptyContainers = faultKind<LdapFault>()({
  do: 'empty-containers',
  at: ['directory.search'],
  schema: () => z.strictObject({}),
  summary: 'Leaves out every object with a CA certificate.',
  example: {},
  explain: () => 'No object with a CA certificate is in the answer.',
  make: () => ({
    change: (answer) => {
      const left = answer.filter(
        (operation) =>
          operation.kind !== 'searchResultEntry' ||
          !operation.attributes.some(({ type }) => /^cacertificate(;|$)/i.test(type)),
      );
      return left.length < answer.length ? left : answer;
    },
  }),
});
