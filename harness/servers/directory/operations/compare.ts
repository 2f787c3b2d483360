import type { Directory } from '../../../pool/index.js';
import type { CompareRequest, LdapResultName } from '../../../wire/ldap/index.js';
import { compileFilter } from '../filter/compile.js';
import { attributeOf } from '../schema/attributes.js';
import { nameKey } from '../schema/normal-value.js';

/** Whether the object has that value (RFC 4511 4.10). */
export function compare(directory: Directory, request: CompareRequest, schemaDn: string): LdapResultName {
  const { attribute, dn, value } = request;
  const key = nameKey(dn);
  if (key === undefined) return 'invalidDNSyntax';
  const entry = directory.get(key);
  if (!entry) return 'noSuchObject';
  if (!entry.attributes.has(attributeOf(attribute))) return 'noSuchAttribute';
  const verdict = compileFilter({ kind: 'equality', attribute, value }, schemaDn)(entry);
  if (verdict === undefined) return 'undefinedAttributeType';
  return verdict ? 'compareTrue' : 'compareFalse';
}
