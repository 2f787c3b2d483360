import { generateRsaKey, type RsaKeyPair } from '../requests/keys.js';

/** A key for a certification authority: always new, so that no two runs' authorities can be taken for one another. */
export function authorityKey(): Promise<RsaKeyPair> {
  return generateRsaKey();
}

/** Different server keys kept in one process; more would only cost time, as no check compares them. */
const LEAF_KEYS = 4;

const leafKeys: Promise<RsaKeyPair>[] = [];
let drawn = 0;

/** A server's key: one of a few made when first wanted, then used again in turn. */
export function leafKey(): Promise<RsaKeyPair> {
  const index = drawn++ % LEAF_KEYS;
  leafKeys[index] ??= generateRsaKey();
  return leafKeys[index];
}
