import { constants, publicEncrypt } from 'node:crypto';
import type { PeerIdentity } from './identities.js';
import type { SeededBytes } from './seeded-bytes.js';

/** Ways to send a premaster secret that is none (RFC 2246 7.4.7.1, PKCS #1 block type 2). */
export const premasterFaults = [
  'version',
  'block-type',
  'no-separator',
  'early-separator',
  'short',
  'long',
  'leading-byte',
  'other-number',
] as const;
/** Faults everybody can see, which may be told at once. */
export const visiblePremasterFaults = ['no-length', 'short-ciphertext', 'long-ciphertext', 'empty'] as const;

export type PremasterFault = (typeof premasterFaults)[number] | (typeof visiblePremasterFaults)[number];

/** The body of a ClientKeyExchange. */
export function encryptedPremaster(
  premaster: Buffer,
  { publicKey, modulusBytes }: PeerIdentity,
  random: SeededBytes,
  fault?: PremasterFault,
): Buffer {
  const secret = secretWith(premaster, fault);
  const block = Buffer.concat([
    Buffer.from([fault === 'leading-byte' ? 1 : 0, fault === 'block-type' ? 1 : 2]),
    random.nonZero(modulusBytes - 3 - secret.length),
    Buffer.from([fault === 'no-separator' ? 1 : 0]),
    fault === 'no-separator' ? random.nonZero(secret.length) : secret,
  ]);
  if (fault === 'early-separator') block[6] = 0;
  // As a number it must stay below the modulus.
  const number = fault === 'other-number' ? Buffer.concat([Buffer.alloc(1), random.bytes(modulusBytes - 1)]) : block;
  const sealed = publicEncrypt({ key: publicKey, padding: constants.RSA_NO_PADDING }, number);
  if (fault === 'no-length') return sealed;
  if (fault === 'empty') return Buffer.alloc(0);
  const cut =
    fault === 'short-ciphertext'
      ? sealed.subarray(1)
      : fault === 'long-ciphertext'
        ? Buffer.concat([sealed, Buffer.alloc(1)])
        : sealed;
  const length = Buffer.alloc(2);
  length.writeUInt16BE(cut.length);
  return Buffer.concat([length, cut]);
}

/** What is encrypted; a server that took it would have the keys that come of it. */
export function secretWith(premaster: Buffer, fault: PremasterFault | undefined): Buffer {
  if (fault === 'short') return premaster.subarray(0, 47);
  if (fault === 'long') return Buffer.concat([premaster, Buffer.from([7])]);
  if (fault === 'version') return Buffer.concat([Buffer.from([3, 2]), premaster.subarray(2)]);
  return premaster;
}
