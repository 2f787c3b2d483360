import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { type DerElement, memberAt, readMembers, readOid, readWhole, Tag } from '../encoding/der.js';
import { type SignatureAlgorithm, signatureAlgorithm } from '../trust/signature-algorithms.js';

/** What a server wants to know of a certificate request. */
export interface CertificateRequest {
  /** First CN of the subject; undefined when there is none. */
  commonName: string | undefined;
  /** Whole distinguished name in encoded order, `CN=alice@contoso.test`. */
  subject: string;
  /** The same as DER. */
  subjectDer: Buffer;
  publicKey: KeyObject;
  /** `rsa`, `ec`, ... as node:crypto names it. */
  keyType: string;
  /** 0 for a key that is not RSA. */
  keyBits: number;
  /** `sha1RSA`, ... */
  signatureAlgorithm: string;
  /** The request was signed with the private half of its own key. */
  signatureValid: boolean;
}

/** Largest request read: one with a 16384-bit key, the most Lync can be set to allow, has below 5 KiB. */
export const MAX_REQUEST_BYTES = 16 * 1024;

const what = 'The certificate request';

/**
 * Reads and checks a PKCS#10 request (RFC 2986 4). Version 0 is the standard's only one; 2 is also taken, because
 * pidgin-sipe's OpenSSL build writes it (observed in its source). A wrong signature is reported, not thrown.
 * Errors: CERTIFICATE_REQUEST_INVALID, DER_INVALID, WIRE_TOO_LARGE.
 */
export async function readCertificateRequest(der: Buffer): Promise<CertificateRequest> {
  if (der.length > MAX_REQUEST_BYTES) {
    throw new HarnessError('WIRE_TOO_LARGE', { what, limit: MAX_REQUEST_BYTES, place: 'the whole request' });
  }
  const outer = readWhole(what, der, Tag.sequence);
  const members = readMembers(what, der, outer);
  const info = memberAt(what, outer, members, 0, Tag.sequence);
  const algorithm = memberAt(what, outer, members, 1, Tag.sequence);
  const signature = memberAt(what, outer, members, 2, Tag.bitString);
  const parts = readMembers(what, der, info);
  checkVersion(der, memberAt(what, info, parts, 0, Tag.integer));
  const name = memberAt(what, info, parts, 1, Tag.sequence);
  const publicKey = readKey(slice(der, memberAt(what, info, parts, 2, Tag.sequence)));
  const oid = memberAt(what, algorithm, readMembers(what, der, algorithm), 0, Tag.objectIdentifier);
  const signed = signatureAlgorithm(readOid(what, der, oid));
  const subject = await readName(slice(der, name));
  return {
    ...subject,
    subjectDer: slice(der, name),
    publicKey,
    keyType: publicKey.asymmetricKeyType ?? 'unknown',
    keyBits: publicKey.asymmetricKeyDetails?.modulusLength ?? 0,
    signatureAlgorithm: signed.name,
    signatureValid: signatureHolds(signed, slice(der, info), publicKey, bitString(der, signature)),
  };
}

function checkVersion(der: Buffer, version: DerElement): void {
  const content = der.subarray(version.contentStart, version.end);
  if (content.length !== 1 || (content[0] !== 0 && content[0] !== 2)) {
    throw invalid(`its version is 0x${content.subarray(0, 8).toString('hex')}, not 0 (or 2)`);
  }
}

function readKey(spki: Buffer): KeyObject {
  try {
    return createPublicKey({ key: spki, format: 'der', type: 'spki' });
  } catch (cause) {
    throw invalid(`its public key cannot be used (${cause instanceof Error ? cause.message : cause})`, cause);
  }
}

async function readName(der: Buffer): Promise<{ commonName: string | undefined; subject: string }> {
  const { x509 } = await import('../encoding/x509.js');
  try {
    const name = new x509.Name(der);
    return { commonName: name.getField('CN')[0], subject: name.toString() };
  } catch (cause) {
    throw invalid('its subject is not a distinguished name', cause);
  }
}

function signatureHolds(by: SignatureAlgorithm, info: Buffer, key: KeyObject, signature: Buffer): boolean {
  const fits = key.asymmetricKeyType === (by.scheme === 'ecdsa' ? 'ec' : 'rsa');
  if (!fits || by.hash === undefined || by.hash === 'md2') return false;
  try {
    return verify(by.hash, info, key, signature);
  } catch {
    return false;
  }
}

/** The octets of a BIT STRING without unused bits; anything else cannot be a signature and yields none. */
function bitString(der: Buffer, element: DerElement): Buffer {
  const content = der.subarray(element.contentStart, element.end);
  return content[0] === 0 ? content.subarray(1) : Buffer.alloc(0);
}

function slice(der: Buffer, element: DerElement): Buffer {
  return der.subarray(element.start, element.end);
}

function invalid(detail: string, cause?: unknown): HarnessError {
  return new HarnessError('CERTIFICATE_REQUEST_INVALID', { detail }, { cause });
}
