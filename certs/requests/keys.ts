import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

export interface RsaKeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const generate = promisify(generateKeyPair);

/** A new RSA key pair, made off the main thread. `bits` default 2048, as Lync phones and servers use. */
export async function generateRsaKey(bits = 2048): Promise<RsaKeyPair> {
  return await generate('rsa', { modulusLength: bits });
}

/**
 * A key pair that earlier runs may have used too, from this user's stock: for emulated phones, whose keys nobody
 * compares. RSA 2048.
 */
export async function reusableRsaKey(): Promise<RsaKeyPair> {
  const { leafKey } = await import('../authorities/keys.js');
  return await leafKey();
}
