import type { DhcpScope } from '../../deployment/index.js';
import { maskOf, numberOf } from './address.js';

/** A scope in numbers, as the lease table counts. */
export interface Scope {
  readonly index: number;
  readonly settings: DhcpScope;
  readonly mask: number;
  readonly network: number;
  readonly first: number;
  readonly last: number;
}

export function scopesOf(settings: readonly DhcpScope[]): readonly Scope[] {
  return settings.map((each, index) => {
    const mask = maskOf(each.prefix);
    const network = (numberOf(each.network) & mask) >>> 0;
    return { index, settings: each, mask, network, first: numberOf(each.from), last: numberOf(each.to) };
  });
}

/** The scope whose subnet this address lies in. */
export function scopeOf(scopes: readonly Scope[], address: string): Scope | undefined {
  const number = numberOf(address);
  return scopes.find(({ mask, network }) => (number & mask) >>> 0 === network);
}
