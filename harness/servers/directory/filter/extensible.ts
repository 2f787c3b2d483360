import type { Syntax } from '../schema/attributes.js';
import { normalValue } from '../schema/normal-value.js';

export interface ExtensibleRule {
  /** Of the attributes it applies to where the filter names none. */
  readonly syntax: Syntax;
  matches(normal: string): boolean;
}

/** Bits of an integer: all of them, or any (MS-ADTS 3.1.1.3.4.4). */
const BIT_AND = '1.2.840.113556.1.4.803';
const BIT_OR = '1.2.840.113556.1.4.804';
/** Follows links from object to object; here, where no object links to another, equality. */
const IN_CHAIN = '1.2.840.113556.1.4.1941';

/** Equality rules of RFC 4517 by identifier and name, with the syntax each is for. */
const equalities: Readonly<Record<string, Syntax>> = {
  '2.5.13.0': 'text',
  objectidentifiermatch: 'text',
  '2.5.13.1': 'dn',
  distinguishednamematch: 'dn',
  '2.5.13.2': 'text',
  caseignorematch: 'text',
  '2.5.13.13': 'boolean',
  booleanmatch: 'boolean',
  '2.5.13.14': 'integer',
  integermatch: 'integer',
  '2.5.13.17': 'exact',
  octetstringmatch: 'exact',
  '2.5.13.27': 'time',
  generalizedtimematch: 'time',
  '1.3.6.1.4.1.1466.109.114.2': 'text',
  caseignoreia5match: 'text',
};

/** The rule of an extensible match; undefined for one that is not known, or does not fit the attribute. */
export function extensibleRule(
  rule: string | undefined,
  syntax: Syntax | undefined,
  value: Buffer,
): ExtensibleRule | undefined {
  const name = rule?.toLowerCase();
  if (name === BIT_AND || name === BIT_OR) return bits(syntax, value, name === BIT_AND);
  const own = name === undefined || name === IN_CHAIN ? syntax : equalities[name];
  if (own === undefined || (syntax !== undefined && own !== syntax)) return undefined;
  const wanted = normalValue(own, value);
  return wanted === undefined ? undefined : { syntax: own, matches: (normal) => normal === wanted };
}

function bits(syntax: Syntax | undefined, value: Buffer, all: boolean): ExtensibleRule | undefined {
  const mask = normalValue('integer', value);
  if (syntax !== 'integer' || mask === undefined) return undefined;
  const wanted = BigInt.asUintN(64, BigInt(mask));
  return {
    syntax,
    matches: (normal) => {
      const common = BigInt.asUintN(64, BigInt(normal)) & wanted;
      return all ? common === wanted : common !== 0n;
    },
  };
}
