import { hash as hashOf } from 'node:crypto';
import { XML_SIGNATURE } from '../../wire/soap/index.js';
import { EXCLUSIVE_C14N } from '../../wire/xml/index.js';
import {
  type DigestMethod,
  digestMethods,
  ENVELOPED_SIGNATURE,
  type SignatureMethod,
  signatureMethods,
} from './algorithms.js';

/** One element to be signed. */
export interface SignedElement {
  readonly id: string;
  /** In exclusive canonical form; for an enveloped signature without the signature. */
  readonly canonicalXml: string;
  readonly enveloped?: boolean;
}

/** DigestValue over canonical XML. */
export function digestOf(canonicalXml: string, method: DigestMethod = 'sha1'): Buffer {
  return Buffer.from(hashOf(method, canonicalXml, 'binary'), 'latin1');
}

/** A SignedInfo in canonical form (XML Signature 1.0 section 4.3), without white space, as clients send it (observed). */
export function writeSignedInfo(elements: readonly SignedElement[], method: SignatureMethod): string {
  const { hash, uri } = signatureMethods[method];
  return (
    `<SignedInfo xmlns="${XML_SIGNATURE}">` +
    `<CanonicalizationMethod Algorithm="${EXCLUSIVE_C14N}"></CanonicalizationMethod>` +
    `<SignatureMethod Algorithm="${uri}"></SignatureMethod>` +
    elements.map((element) => reference(element, hash)).join('') +
    '</SignedInfo>'
  );
}

function reference({ canonicalXml, enveloped, id }: SignedElement, hash: DigestMethod): string {
  return (
    `<Reference URI="#${id}"><Transforms>${enveloped ? transform(ENVELOPED_SIGNATURE) : ''}` +
    `${transform(EXCLUSIVE_C14N)}</Transforms><DigestMethod Algorithm="${digestMethods[hash]}"></DigestMethod>` +
    `<DigestValue>${hashOf(hash, canonicalXml, 'base64')}</DigestValue></Reference>`
  );
}

function transform(algorithm: string): string {
  return `<Transform Algorithm="${algorithm}"></Transform>`;
}
