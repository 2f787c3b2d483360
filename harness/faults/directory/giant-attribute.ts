import { z } from 'zod';
import type { LdapOperation } from '../../wire/ldap/index.js';
import { faultKind } from '../kind.js';
import type { LdapFault } from './directory-fault.js';

/** A container that a script filled year after year. */
export const giantAttribute = faultKind<LdapFault>()({
  do: 'giant-attribute',
  at: ['directory.search'],
  schema: () =>
    z.strictObject({
      megabytes: z.number().min(0.001).max(64).default(16).describe('Size of the value, in MiB.'),
    }),
  summary: 'A value of many megabytes stands before the CA certificates.',
  example: {},
  explain: ({ megabytes }) => `A value of ${megabytes} MiB stands before the CA certificates of each object.`,
  make: ({ megabytes }) => {
    const size = Math.floor(megabytes * 1024 * 1024);
    return {
      change: (answer) => {
        const changed = answer.map((operation) => swollen(operation, size));
        return changed.some((operation, index) => operation !== answer[index]) ? changed : answer;
      },
    };
  },
});

function swollen(operation: LdapOperation, size: number): LdapOperation {
  if (operation.kind !== 'searchResultEntry') return operation;
  if (!operation.attributes.some(({ type }) => isCertificate(type))) return operation;
  const attributes = operation.attributes.map((attribute) =>
    isCertificate(attribute.type) ? { ...attribute, values: [Buffer.alloc(size), ...attribute.values] } : attribute,
  );
  return { ...operation, attributes };
}

function isCertificate(type: string): boolean {
  return /^cacertificate(;|$)/i.test(type);
}
