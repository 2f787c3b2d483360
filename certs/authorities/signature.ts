import { constants, type KeyObject, privateEncrypt, sign } from 'node:crypto';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { md2 } from '../../harness/foundation/primitives/md2.js';
import { derElement } from '../encoding/der-writer.js';

/** How a certificate is signed, as Windows names it; `pss...` is what AlternateSignatureAlgorithm=1 makes a CA write. */
export type SignatureAlgorithm =
  | 'md2RSA'
  | 'md5RSA'
  | 'sha1RSA'
  | 'sha256RSA'
  | 'sha384RSA'
  | 'sha512RSA'
  | 'pssSHA1'
  | 'pssSHA256'
  | 'ecdsaSHA256'
  | 'ecdsaSHA384';

interface Method {
  /** AlgorithmIdentifier as DER, in hex. */
  readonly identifier: string;
  readonly keyType: 'rsa' | 'ec';
  sign(data: Buffer, key: KeyObject): Buffer;
}

/** PKCS#1 1.5 (RFC 8017 8.2, algorithm parameters NULL: RFC 3279 2.2.1, RFC 4055 5). */
function rsa(identifier: string, hash: string): Method {
  return { identifier, keyType: 'rsa', sign: (data, key) => sign(hash, data, key) };
}

/** RSASSA-PSS with the salt as long as the digest (RFC 4055 3.1), which is what Windows CAs write (inferred). */
function pss(identifier: string, hash: string, saltLength: number): Method {
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  return { identifier, keyType: 'rsa', sign: (data, key) => sign(hash, data, { key, padding, saltLength }) };
}

/** RFC 5758 3.2: no algorithm parameters. */
function ecdsa(identifier: string, hash: string): Method {
  return { identifier, keyType: 'ec', sign: (data, key) => sign(hash, data, key) };
}

const methods: Readonly<Record<SignatureAlgorithm, Method>> = {
  md2RSA: { identifier: '300d06092a864886f70d0101020500', keyType: 'rsa', sign: signMd2 },
  md5RSA: rsa('300d06092a864886f70d0101040500', 'md5'),
  sha1RSA: rsa('300d06092a864886f70d0101050500', 'sha1'),
  sha256RSA: rsa('300d06092a864886f70d01010b0500', 'sha256'),
  sha384RSA: rsa('300d06092a864886f70d01010c0500', 'sha384'),
  sha512RSA: rsa('300d06092a864886f70d01010d0500', 'sha512'),
  // SHA-1, MGF1 with SHA-1 and 20 octets of salt are the defaults, which DER leaves out.
  pssSHA1: pss('300d06092a864886f70d01010a3000', 'sha1', 20),
  pssSHA256: pss(
    '304106092a864886f70d01010a3034a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d06096086480165030402010500a203020120',
    'sha256',
    32,
  ),
  ecdsaSHA256: ecdsa('300a06082a8648ce3d040302', 'sha256'),
  ecdsaSHA384: ecdsa('300a06082a8648ce3d040303', 'sha384'),
};

export const signatureAlgorithms = Object.keys(methods) as readonly SignatureAlgorithm[];

/** The kind of key an algorithm signs with. */
export function signerType(algorithm: SignatureAlgorithm): 'rsa' | 'ec' {
  return methods[algorithm].keyType;
}

/** AlgorithmIdentifier of a signature, as DER (RFC 5280 4.1.1.2). */
export function algorithmIdentifier(algorithm: SignatureAlgorithm): Buffer {
  return Buffer.from(methods[algorithm].identifier, 'hex');
}

/** The signature's octets. Errors: CERTIFICATE_SPEC_INVALID when the key is of another kind. */
export function signData(algorithm: SignatureAlgorithm, data: Buffer, key: KeyObject): Buffer {
  const method = methods[algorithm];
  if (key.asymmetricKeyType !== method.keyType) {
    const detail = `${algorithm} cannot be signed with a key of type ${key.asymmetricKeyType ?? 'unknown'}`;
    throw new HarnessError('CERTIFICATE_SPEC_INVALID', { detail });
  }
  return method.sign(data, key);
}

const md2Digest = Buffer.from('300c06082a864886f70d02020500', 'hex');

/** OpenSSL has no MD2 any more; the padding it still knows makes the same signature of a finished DigestInfo. */
function signMd2(data: Buffer, key: KeyObject): Buffer {
  const digestInfo = derElement(0x30, md2Digest, derElement(0x04, md2(data)));
  return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, digestInfo);
}
