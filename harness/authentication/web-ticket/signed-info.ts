import { createHash, createHmac } from 'node:crypto';
import { XML_SIGNATURE } from '../../wire/soap/index.js';
import { EXCLUSIVE_C14N } from '../../wire/xml/index.js';

export const HMAC_SHA1 = `${XML_SIGNATURE}hmac-sha1`;
export const SHA1 = `${XML_SIGNATURE}sha1`;
const ENVELOPED_SIGNATURE = `${XML_SIGNATURE}enveloped-signature`;

/** DigestValue over canonical XML. */
export function digestOf(canonicalXml: string): Buffer {
  return createHash('sha1').update(canonicalXml, 'utf8').digest();
}

/** SignatureValue over a canonical SignedInfo. */
export function signatureOf(key: Buffer, canonicalSignedInfo: string): Buffer {
  return createHmac('sha1', key).update(canonicalSignedInfo, 'utf8').digest();
}

/** A SignedInfo in canonical form (XML Signature 1.0 section 4.3): one reference, SHA-1, HMAC-SHA-1. */
export function signedInfo(reference: { id: string; digest: Buffer; enveloped: boolean }): string {
  const transforms = [...(reference.enveloped ? [ENVELOPED_SIGNATURE] : []), EXCLUSIVE_C14N];
  return (
    `<SignedInfo xmlns="${XML_SIGNATURE}">` +
    `<CanonicalizationMethod Algorithm="${EXCLUSIVE_C14N}"></CanonicalizationMethod>` +
    `<SignatureMethod Algorithm="${HMAC_SHA1}"></SignatureMethod>` +
    `<Reference URI="#${reference.id}"><Transforms>` +
    transforms.map((each) => `<Transform Algorithm="${each}"></Transform>`).join('') +
    `</Transforms><DigestMethod Algorithm="${SHA1}"></DigestMethod>` +
    `<DigestValue>${reference.digest.toString('base64')}</DigestValue></Reference></SignedInfo>`
  );
}
