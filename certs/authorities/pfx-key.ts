import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { type DerElement, memberAt, readElement, readMembers, readOid, readWhole, Tag } from '../encoding/der.js';

const WHAT = 'The PFX';

/** PKCS#7 data, and the two kinds of bags that hold keys (RFC 7292 4.2). */
const DATA = '1.2.840.113549.1.7.1';
const KEY_BAG = '1.2.840.113549.1.12.10.1.1';
const SHROUDED_KEY_BAG = '1.2.840.113549.1.12.10.1.2';

/**
 * The private key of `leaf` (DER) in a PFX file (RFC 7292), as Windows and OpenSSL write it: in a bag of its own, outside
 * the encrypted part. Undefined where it is not found or cannot be decrypted; OpenSSL may still read such a file.
 */
export function privateKeyFromPfx(pfx: Buffer, leaf: Buffer, passphrase = ''): KeyObject | undefined {
  try {
    const certificate = new X509Certificate(leaf);
    for (const contents of safeContents(pfx)) {
      for (const bag of members(contents, readWhole(WHAT, contents, Tag.sequence))) {
        const key = keyOf(contents, bag, passphrase);
        if (key && certificate.checkPrivateKey(key)) return key;
      }
    }
    return undefined;
  } catch (error) {
    // Not DER, or a cipher OpenSSL 3 leaves to its legacy part: the caller says what cannot be done without the key.
    if (error instanceof HarnessError || isCryptoError(error)) return undefined;
    throw error;
  }
}

/** PFX: version, then the authenticated safe, whose parts in the clear hold the key bags. */
function safeContents(pfx: Buffer): Buffer[] {
  const outer = members(pfx, readWhole(WHAT, pfx, Tag.sequence));
  const safe = dataOf(pfx, outer[1]);
  if (!safe) return [];
  return members(safe, readWhole(WHAT, safe, Tag.sequence))
    .map((info) => dataOf(safe, info))
    .filter((contents) => contents !== undefined);
}

/** The octets of a ContentInfo of type data; undefined for every other type. */
function dataOf(bytes: Buffer, info: DerElement | undefined): Buffer | undefined {
  if (!info) return undefined;
  const parts = members(bytes, info);
  const [type] = parts;
  if (!type || readOid(WHAT, bytes, type) !== DATA) return undefined;
  const octets = inside(bytes, memberAt(WHAT, info, parts, 1, Tag.context0));
  return octets.tag === Tag.octetString ? bytes.subarray(octets.contentStart, octets.end) : undefined;
}

function keyOf(bytes: Buffer, bag: DerElement, passphrase: string): KeyObject | undefined {
  const parts = members(bytes, bag);
  const [type] = parts;
  const kind = type && readOid(WHAT, bytes, type);
  if (kind !== KEY_BAG && kind !== SHROUDED_KEY_BAG) return undefined;
  const value = inside(bytes, memberAt(WHAT, bag, parts, 1, Tag.context0));
  const key = bytes.subarray(value.start, value.end);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8', passphrase });
}

function members(bytes: Buffer, element: DerElement): DerElement[] {
  return readMembers(WHAT, bytes, element);
}

function inside(bytes: Buffer, element: DerElement): DerElement {
  return readElement(WHAT, bytes, element.contentStart, element.end);
}

function isCryptoError(error: unknown): boolean {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' && /^ERR_(OSSL|CRYPTO|MISSING_PASSPHRASE|INVALID_ARG)/.test(code);
}
