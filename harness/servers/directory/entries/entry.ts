import { createHash } from 'node:crypto';
import type { DirectoryAttribute, DirectoryEntry } from '../../../pool/index.js';
import { dnKey, parseDn } from '../../../wire/ldap/index.js';
import { categoryDn } from '../schema/categories.js';

type Value = string | Buffer;

export interface EntryParts {
  readonly dn: string;
  /** From the top down; the last is the class itself. */
  readonly classes: readonly string[];
  /** Class its category names; the last of `classes` when absent. */
  readonly category?: string;
  readonly attributes?: Readonly<Record<string, Value | readonly Value[] | undefined>>;
}

/** Where the forest's parts begin. */
export interface Contexts {
  readonly domainDn: string;
  readonly configurationDn: string;
  readonly schemaDn: string;
  /** `CN=Public Key Services,CN=Services,…`. */
  readonly publicKeyServicesDn: string;
}

/** An object with what every object of Active Directory has beside its own attributes. */
export function entryOf({ attributes = {}, category, classes, dn }: EntryParts, contexts: Contexts): DirectoryEntry {
  const names = parseDn(dn);
  const own = names[0]?.[0];
  const all: Readonly<Record<string, Value | readonly Value[] | undefined>> = {
    objectClass: ['top', ...classes],
    ...(own && { [spelled(own.type)]: own.value }),
    distinguishedName: dn,
    instanceType: '4',
    ...attributes,
    name: own?.value,
    objectGUID: guidOf(dn),
    objectCategory: categoryDn(category ?? classes.at(-1) ?? 'container', contexts.schemaDn),
  };
  const filled = new Map<string, DirectoryAttribute>();
  for (const [name, given] of Object.entries(all)) {
    if (given === undefined) continue;
    const values = (typeof given === 'string' || Buffer.isBuffer(given) ? [given] : given).map(bytes);
    if (values.length > 0) filled.set(name.toLowerCase(), { name, values });
  }
  return { dn, key: dnKey(names), parent: dnKey(names.slice(1)), attributes: filled };
}

function bytes(value: Value): Buffer {
  return typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
}

function spelled(type: string): string {
  const lower = type.toLowerCase();
  return ['cn', 'ou', 'dc'].includes(lower) ? lower : type;
}

/** The same for the same name in every run, so that runs can be compared. */
function guidOf(dn: string): Buffer {
  return createHash('sha256').update(dn.toLowerCase()).digest().subarray(0, 16);
}
