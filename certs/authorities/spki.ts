import type { KeyObject } from 'node:crypto';

/** Exporting a key costs as much as a third of a signature, and an authority's is wanted for every certificate. */
const known = new WeakMap<KeyObject, Buffer>();

/** SubjectPublicKeyInfo of a public key, DER. */
export function spkiOf(publicKey: KeyObject): Buffer {
  const exported = known.get(publicKey) ?? publicKey.export({ type: 'spki', format: 'der' });
  known.set(publicKey, exported);
  return exported;
}
