import { type KeyObject, X509Certificate } from 'node:crypto';
import { remembered } from '../../../foundation/remembered.js';
import { EngineAlert } from '../engine-alert.js';
import { carriesPremaster } from './premaster.js';

/** Longest RSA key taken from a peer; a longer one only costs time. OpenSSL's own limit is 16384 bits. */
export const MAX_RSA_BITS = 8192;

/** A client comes to the same few servers again and again, and reading a key takes longer than using it. */
const KEPT = { entries: 128, longest: 8 * 1024 };

const keyByContent = remembered((latin1) => keyOf(Buffer.from(latin1, 'latin1')), KEPT);

/** The RSA key of a peer's certificate in DER. Throws EngineAlert bad_certificate, unsupported_certificate. */
export function certificateKey(certificate: Buffer): KeyObject {
  return keyByContent(certificate.toString('latin1'));
}

function keyOf(certificate: Buffer): KeyObject {
  const key = publicKey(parse(certificate));
  if (key?.asymmetricKeyType !== 'rsa') {
    throw unsupported(`its key is ${key?.asymmetricKeyType ?? 'of an unknown kind'}, not RSA`);
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits > MAX_RSA_BITS) throw unsupported(`its RSA key of ${bits} bits is longer than ${MAX_RSA_BITS}`);
  if (!carriesPremaster(Math.ceil(bits / 8))) throw unsupported(`its RSA key of ${bits} bits is too short for TLS`);
  return key;
}

function parse(certificate: Buffer): X509Certificate {
  try {
    return new X509Certificate(certificate);
  } catch {
    throw new EngineAlert('bad_certificate', "the leaf of the peer's chain is no X.509 certificate");
  }
}

function publicKey(certificate: X509Certificate): KeyObject | undefined {
  try {
    return certificate.publicKey;
  } catch {
    return undefined;
  }
}

function unsupported(detail: string): EngineAlert {
  return new EngineAlert('unsupported_certificate', `the leaf of the peer's chain cannot be used: ${detail}`);
}
