import { z } from 'zod';
import type { LdapOperation, PartialAttribute } from '../../wire/ldap/index.js';
import { faultKind } from '../kind.js';
import type { LdapAnswer, LdapFault } from './directory-fault.js';

/** A stale record leads to a domain controller of another forest. */
export const wrongBase = faultKind<LdapFault>()({
  do: 'wrong-base',
  at: ['directory.root-dse'],
  schema: () =>
    z.strictObject({
      domain: z
        .string()
        .regex(/^[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){0,8}$/i, 'a DNS name')
        .default('fabrikam.test')
        .describe('DNS name of the domain rootDSE speaks of.'),
    }),
  summary: 'The rootDSE names the naming contexts of another domain.',
  example: {},
  explain: ({ domain }) => `rootDSE names the naming contexts of ${domain}, which the server does not have.`,
  make: ({ domain }) => ({ change: (answer) => elsewhere(answer, dnOf(domain)) }),
});

function elsewhere(answer: LdapAnswer, base: string): LdapAnswer {
  const changed = answer.map((operation) => elsewhereIn(operation, base));
  return changed.some((operation, index) => operation !== answer[index]) ? changed : answer;
}

function elsewhereIn(operation: LdapOperation, base: string): LdapOperation {
  if (operation.kind !== 'searchResultEntry') return operation;
  if (!operation.attributes.some(({ values }) => values.some(namesContext))) return operation;
  const attributes = operation.attributes.map(
    ({ type, values }): PartialAttribute => ({ type, values: values.map((value) => moved(value, base)) }),
  );
  return { ...operation, attributes };
}

function namesContext(value: Buffer): boolean {
  return /(^|,)DC=/i.test(value.toString('utf8'));
}

function moved(value: Buffer, base: string): Buffer {
  return Buffer.from(value.toString('utf8').replace(/(^|,)DC=.*$/i, `$1${base}`));
}

function dnOf(domain: string): string {
  return domain
    .split('.')
    .map((label) => `DC=${label}`)
    .join(',');
}
