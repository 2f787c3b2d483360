import { createCipheriv, createHash, createHmac, type KeyObject, pbkdf2Sync, randomBytes } from 'node:crypto';
import { derElement } from '../encoding/der-writer.js';
import { pkcs12Derive, pkcs12Password, pkcs12Purpose } from './pkcs12-keys.js';

/**
 * How a PFX is encrypted. `aes256` is what OpenSSL 3 writes; Windows reads it from version 1709 and Server 2019 on
 * (recollection), so `3des` is for the servers of Lync's time.
 */
export type PfxEncryption = 'aes256' | '3des';

/** Rounds of key derivation, as OpenSSL does them. */
const ITERATIONS = 2048;

export interface PfxContent {
  readonly privateKey: KeyObject;
  /** DER, the certificate of the key first. */
  readonly certificates: readonly Buffer[];
  /** Shown by Windows as the certificate's friendly name. */
  readonly friendlyName?: string;
}

/** A PKCS#12 file (RFC 7292) with one key and its chain, all encrypted and authenticated with the passphrase. */
export function writePfx(content: PfxContent, passphrase: string, encryption: PfxEncryption = 'aes256'): Buffer {
  const password = pkcs12Password(passphrase);
  const [first] = content.certificates;
  const localKeyId = createHash('sha1')
    .update(first ?? '')
    .digest();
  const attributes = attributesOf(localKeyId, content.friendlyName);
  const bags = content.certificates.map((der, index) => certificateBag(der, index === 0 ? attributes : undefined));
  const certificates = encryptor(encryption, passphrase)(sequence(...bags));
  const key = encryptor(encryption, passphrase)(content.privateKey.export({ type: 'pkcs8', format: 'der' }));
  const keyBag = sequence(
    oid.shroudedKeyBag,
    derElement(0xa0, sequence(key.algorithm, derElement(0x04, key.data))),
    attributes,
  );
  const safes = sequence(
    sequence(oid.encryptedData, derElement(0xa0, encryptedData(certificates))),
    dataInfo(sequence(keyBag)),
  );
  return sequence(integer(3), dataInfo(safes), mac(safes, password, encryption === 'aes256' ? 'sha256' : 'sha1'));
}

const oid = {
  data: '06092a864886f70d010701',
  encryptedData: '06092a864886f70d010706',
  shroudedKeyBag: '060b2a864886f70d010c0a0102',
  certificateBag: '060b2a864886f70d010c0a0103',
  x509Certificate: '060a2a864886f70d01091601',
  friendlyName: '06092a864886f70d010914',
  localKeyId: '06092a864886f70d010915',
  pbes2: '06092a864886f70d01050d',
  pbkdf2: '06092a864886f70d01050c',
  hmacWithSha256: '06082a864886f70d0209',
  aes256Cbc: '060960864801650304012a',
  tripleDesWithSha1: '060a2a864886f70d010c0103',
  sha1: '06052b0e03021a',
  sha256: '0609608648016503040201',
} as const;

type Part = string | Uint8Array;

/** Parts given as text are finished DER in hex. */
function sequence(...parts: readonly Part[]): Buffer {
  return derElement(0x30, ...parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'hex') : part)));
}

function integer(value: number): Buffer {
  const octets = value < 0x80 ? [value] : [value >> 8, value & 0xff];
  return derElement(0x02, Buffer.from(octets));
}

const nothing = Buffer.of(0x05, 0x00);

function dataInfo(content: Buffer): Buffer {
  return sequence(oid.data, derElement(0xa0, derElement(0x04, content)));
}

interface Encrypted {
  /** AlgorithmIdentifier. */
  readonly algorithm: Buffer;
  readonly data: Buffer;
}

function encryptedData({ algorithm, data }: Encrypted): Buffer {
  return sequence(integer(0), sequence(oid.data, algorithm, derElement(0x80, data)));
}

function certificateBag(der: Buffer, attributes: Buffer | undefined): Buffer {
  const value = derElement(0xa0, sequence(oid.x509Certificate, derElement(0xa0, derElement(0x04, der))));
  return sequence(oid.certificateBag, value, ...(attributes === undefined ? [] : [attributes]));
}

/** By the key id a reader finds the certificate that belongs to the key. */
function attributesOf(localKeyId: Buffer, friendlyName: string | undefined): Buffer {
  const id = sequence(oid.localKeyId, derElement(0x31, derElement(0x04, localKeyId)));
  if (friendlyName === undefined) return derElement(0x31, id);
  const name = derElement(0x1e, Buffer.from(friendlyName, 'utf16le').swap16());
  return derElement(0x31, ...[id, sequence(oid.friendlyName, derElement(0x31, name))].toSorted(Buffer.compare));
}

function encryptor(encryption: PfxEncryption, passphrase: string): (plain: Buffer) => Encrypted {
  return (plain) => (encryption === 'aes256' ? encryptAes(plain, passphrase) : encryptTripleDes(plain, passphrase));
}

/** PBES2 with PBKDF2 and HMAC-SHA-256 (RFC 8018 6.2, A.2, A.4): here the passphrase is UTF-8. */
function encryptAes(plain: Buffer, passphrase: string): Encrypted {
  const salt = randomBytes(16);
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', pbkdf2Sync(passphrase, salt, ITERATIONS, 32, 'sha256'), iv);
  const derivation = sequence(derElement(0x04, salt), integer(ITERATIONS), sequence(oid.hmacWithSha256, nothing));
  const algorithm = sequence(
    oid.pbes2,
    sequence(sequence(oid.pbkdf2, derivation), sequence(oid.aes256Cbc, derElement(0x04, iv))),
  );
  return { algorithm, data: Buffer.concat([cipher.update(plain), cipher.final()]) };
}

/** pbeWithSHAAnd3-KeyTripleDES-CBC (RFC 7292 C). */
function encryptTripleDes(plain: Buffer, passphrase: string): Encrypted {
  const salt = randomBytes(16);
  const shared = { hash: 'sha1', password: pkcs12Password(passphrase), salt, iterations: ITERATIONS } as const;
  const key = pkcs12Derive({ ...shared, purpose: pkcs12Purpose.key, length: 24 });
  const iv = pkcs12Derive({ ...shared, purpose: pkcs12Purpose.initialVector, length: 8 });
  const cipher = createCipheriv('des-ede3-cbc', key, iv);
  const algorithm = sequence(oid.tripleDesWithSha1, sequence(derElement(0x04, salt), integer(ITERATIONS)));
  return { algorithm, data: Buffer.concat([cipher.update(plain), cipher.final()]) };
}

/** MacData (RFC 7292 4). */
function mac(safes: Buffer, password: Buffer, hash: 'sha1' | 'sha256'): Buffer {
  const salt = randomBytes(16);
  const length = hash === 'sha1' ? 20 : 32;
  const key = pkcs12Derive({ hash, password, salt, iterations: ITERATIONS, purpose: pkcs12Purpose.mac, length });
  const digest = createHmac(hash, key).update(safes).digest();
  return sequence(
    sequence(sequence(oid[hash], nothing), derElement(0x04, digest)),
    derElement(0x04, salt),
    integer(ITERATIONS),
  );
}
