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
