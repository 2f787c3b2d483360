import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import type { KeyKind } from '../chain-description.js';
import { authorityKey } from '../keys.js';

/** What a new key must have in common with the original. */
export type KeyShape =
  | { readonly type: 'rsa' | 'rsa-pss'; readonly bits: number; readonly exponent: number }
  | { readonly type: 'ec'; readonly curve: string }
  | { readonly type: 'ed25519' | 'ed448' };

export interface NewKey {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const generate = promisify(generateKeyPair);

/** Beyond 16384 bits a key takes minutes, and OpenSSL refuses to verify with it; below 512 OpenSSL makes none. */
const rsaBits = { least: 512, most: 16384 };

/** The shape of a certificate's key. Errors: LOOK_ALIKE_IMPOSSIBLE for kinds nobody here can make. */
export function shapeOf(key: KeyObject | undefined, subject: string): KeyShape {
  const type = key?.asymmetricKeyType;
  const details = key?.asymmetricKeyDetails ?? {};
  if (type === 'rsa' || type === 'rsa-pss') {
    const bits = details.modulusLength ?? 0;
    const exponent = Number(details.publicExponent ?? 65537n);
    if (bits < rsaBits.least || bits > rsaBits.most) throw impossible(subject, `its RSA key has ${bits} bits`);
    // OpenSSL makes no key with an even exponent, 1, or one beyond 32 bits.
    if (exponent < 3 || exponent % 2 === 0 || exponent > 0xffffffff) {
      throw impossible(subject, `its RSA exponent is ${details.publicExponent}`);
    }
    return { type, bits, exponent };
  }
  if (type === 'ec' && details.namedCurve !== undefined) return { type, curve: details.namedCurve };
  if (type === 'ed25519' || type === 'ed448') return { type };
  throw impossible(subject, `keys of type ${type ?? 'unknown'} cannot be made here`);
}

/** Shapes the stock of keys may hold. */
const stocked: Readonly<Record<string, KeyKind>> = {
  'rsa 1000 65537': 'rsa-1000',
  'rsa 1024 65537': 'rsa-1024',
  'rsa 2048 65537': 'rsa-2048',
  'rsa 4096 65537': 'rsa-4096',
  'ec prime256v1': 'ec-p256',
  'ec secp384r1': 'ec-p384',
};

/** A key of that shape which nothing used before. */
export async function generateLike(shape: KeyShape): Promise<NewKey> {
  const kind = stocked[shape.type === 'rsa' || shape.type === 'ec' ? Object.values(shape).join(' ') : ''];
  return kind === undefined ? await generateNew(shape) : await authorityKey(kind);
}

function generateNew(shape: KeyShape): Promise<NewKey> {
  switch (shape.type) {
    case 'rsa':
      return generate('rsa', { modulusLength: shape.bits, publicExponent: shape.exponent });
    case 'rsa-pss':
      // Which hashes the key is restricted to stands in the certificate, and that part is copied.
      return generate('rsa-pss', { modulusLength: shape.bits, publicExponent: shape.exponent });
    case 'ec':
      return generate('ec', { namedCurve: shape.curve });
    case 'ed25519':
      return generate('ed25519');
    case 'ed448':
      return generate('ed448');
  }
}

export function impossible(subject: string, detail: string): HarnessError {
  return new HarnessError('LOOK_ALIKE_IMPOSSIBLE', { subject, detail });
}
