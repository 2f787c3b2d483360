import { expand } from '../../foundation/primitives/tls-prf.js';

/** Length of the key when the client gave no entropy to measure it by: 256 bits, the default of WS-SecurityPolicy. */
const DEFAULT_KEY_BYTES = 32;

/**
 * The key both sides compute from both entropies (WS-Trust 1.3 section 4.4.4, CK/PSHA1): P_SHA-1 with the client's
 * entropy as secret and the server's as seed, as long as the client's entropy (observed), or as KeySize says, in bits.
 */
export function proofKey(clientEntropy: Buffer, serverEntropy: Buffer, keySize?: number): Buffer {
  const length = keySize === undefined ? clientEntropy.length || DEFAULT_KEY_BYTES : keySize / 8;
  return expand('sha1', clientEntropy, serverEntropy, length);
}

/** The same, computed when it is asked for first: a service with many tickets sees the key of few of them used. */
export function proofKeyOnDemand(...from: Parameters<typeof proofKey>): () => Buffer {
  let key: Buffer | undefined;
  return () => {
    key ??= proofKey(...from);
    return key;
  };
}
