import type { KeyKind } from './chain-description.js';
import { generateKey, type KeyPair } from './key-pair.js';
import { authorityKey, leafKey } from './keys.js';
import { WrittenCertificates } from './written-certificates.js';

/** Where the keys of a minted chain come from. */
export interface KeySource {
  authority(kind: KeyKind): Promise<KeyPair>;
  leaf(kind: KeyKind): Promise<KeyPair>;
  /** Certificates written with its keys, to be taken again for the same description; absent: each is written anew. */
  readonly written?: WrittenCertificates;
}

/** Authorities' keys never used before, servers' from a few: what a run needs. */
export const stockKeys: KeySource = { authority: authorityKey, leaf: leafKey };

/** Keys enough for the longest path and two beside it to differ; long ones cost seconds, so one must do. */
const ring: Readonly<Record<KeyKind, number>> = {
  'rsa-1000': 2,
  'rsa-1024': 6,
  'rsa-2048': 8,
  'rsa-4096': 1,
  'ec-p256': 6,
  'ec-p384': 2,
};

/**
 * A few keys used in turn, authorities' too, kept in memory: for tests and measurements that mint hundreds of chains.
 * Within one chain they differ (those of 4096 bits do not).
 */
export function reusedKeys(): KeySource {
  const made = new Map<string, Promise<KeyPair>>();
  let drawn = 0;
  const next = (kind: KeyKind) => {
    const name = `${kind} ${drawn++ % ring[kind]}`;
    const key = made.get(name) ?? generateKey(kind);
    made.set(name, key);
    return key;
  };
  return { authority: next, leaf: next };
}

/**
 * Keys for deployments of one company, one after the other: each gets a source of its own, and the n-th authority of every
 * source has the same key, so that who trusts one deployment's root trusts the next one's.
 */
export function sameAuthorities(from: KeySource = stockKeys): () => KeySource {
  const shared = sharedKeys(from);
  return () => {
    const { authority } = shared();
    return { authority, leaf: from.leaf };
  };
}

/**
 * Keys for a run of many deployments at once, none of which meets another: each gets a source of its own whose keys all
 * differ, but the n-th key of every source is the same one, made when somebody first asks for it, and what is described
 * the same and has the same keys is one certificate. Making keys is most of what a run with the emulated phone costs.
 */
export function sharedKeys(from: KeySource = stockKeys): () => KeySource {
  const made = new Map<string, Promise<KeyPair>>();
  const written = new WrittenCertificates();
  return () => {
    const drawn = new Map<KeyKind, number>();
    const next = (kind: KeyKind) => {
      const count = drawn.get(kind) ?? 0;
      drawn.set(kind, count + 1);
      const name = `${kind} ${count}`;
      const key = made.get(name) ?? from.authority(kind);
      made.set(name, key);
      return key;
    };
    return { authority: next, leaf: next, written };
  };
}
