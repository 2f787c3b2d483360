import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { KeyKind } from './chain-description.js';

export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const generate = promisify(generateKeyPair);

/** A new key, made off the main thread. */
export async function generateKey(kind: KeyKind): Promise<KeyPair> {
  if (kind === 'ec-p256') return await generate('ec', { namedCurve: 'P-256' });
  if (kind === 'ec-p384') return await generate('ec', { namedCurve: 'P-384' });
  return await generate('rsa', { modulusLength: Number(kind.slice('rsa-'.length)) });
}

/** The pair of a PKCS#8 private key. */
export function keyPairOf(pkcs8: Buffer): KeyPair {
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

/** The private half as PKCS#8. */
export function pkcs8Of({ privateKey }: Pick<KeyPair, 'privateKey'>): Buffer {
  return privateKey.export({ format: 'der', type: 'pkcs8' });
}
