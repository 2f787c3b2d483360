import { tryBase64, XML_SIGNATURE } from '../../wire/soap/index.js';
import { attribute, child, children, EXCLUSIVE_C14N, text, type XmlElement } from '../../wire/xml/index.js';
import { type DigestMethod, digestMethods, type SignatureMethod, signatureMethods } from './algorithms.js';

/** References in one signature; a request signs its Timestamp and perhaps some headers. */
export const MAX_REFERENCES = 16;
/** Prefixes in one InclusiveNamespaces. */
export const MAX_INCLUSIVE_PREFIXES = 32;

export interface SignatureReference {
  /** Of the element in the same document. */
  readonly id: string;
  readonly digestMethod: DigestMethod;
  readonly digest: Buffer;
  readonly inclusivePrefixes: readonly string[];
}

/** A Signature with the algorithms taken here: exclusive canonicalization alone, references inside the document alone. */
export interface XmlSignature {
  readonly element: XmlElement;
  readonly signedInfo: XmlElement;
  readonly method: SignatureMethod;
  readonly inclusivePrefixes: readonly string[];
  readonly references: readonly SignatureReference[];
  readonly value: Buffer;
  readonly keyInfo: XmlElement | undefined;
}

/** `malformed`: a part is missing or double. `algorithm`: one that is not taken here, as a transform that selects. */
export type SignatureFlaw = 'malformed' | 'algorithm';

/**
 * A ds:Signature element taken apart. What it does not take it refuses: an unknown transform could make any element sign
 * for any other.
 */
export function readSignature(element: XmlElement): XmlSignature | SignatureFlaw {
  const signedInfo = only(element, 'SignedInfo');
  const value = only(element, 'SignatureValue');
  const canonicalization = signedInfo && only(signedInfo, 'CanonicalizationMethod');
  const signing = signedInfo && only(signedInfo, 'SignatureMethod');
  const bytes = value && tryBase64(text(value));
  if (!signedInfo || !canonicalization || !signing || !bytes) return 'malformed';
  const method = nameOf(signatureMethods, ({ uri }) => uri === attribute(signing, 'Algorithm'));
  const inclusivePrefixes = exclusive(canonicalization);
  // HMACOutputLength would let a signature of one bit count.
  if (!method || !inclusivePrefixes || children(signing).length > 0) return 'algorithm';
  const all = children(signedInfo, 'Reference');
  if (all.length === 0 || all.length > MAX_REFERENCES) return 'malformed';
  const references: SignatureReference[] = [];
  for (const each of all) {
    const reference = readReference(each);
    if (typeof reference === 'string') return reference;
    references.push(reference);
  }
  const keyInfo = child(element, 'KeyInfo');
  return { element, signedInfo, method, inclusivePrefixes, references, value: bytes, keyInfo };
}

function readReference(element: XmlElement): SignatureReference | SignatureFlaw {
  const id = /^#(.+)$/.exec(attribute(element, 'URI') ?? '')?.[1];
  const hashing = only(element, 'DigestMethod');
  const value = only(element, 'DigestValue');
  const digest = value && tryBase64(text(value));
  if (id === undefined || !hashing || !digest) return 'malformed';
  const digestMethod = nameOf(digestMethods, (uri) => uri === attribute(hashing, 'Algorithm'));
  const list = only(element, 'Transforms');
  const [transform, ...more] = list ? children(list) : [];
  const inclusivePrefixes = transform && exclusive(transform);
  if (!digestMethod || !inclusivePrefixes || more.length > 0) return 'algorithm';
  return { id, digestMethod, digest, inclusivePrefixes };
}

/** The PrefixList of a method or transform that is exclusive canonicalization, empty without one. */
function exclusive(element: XmlElement): readonly string[] | undefined {
  if (attribute(element, 'Algorithm') !== EXCLUSIVE_C14N) return undefined;
  const [inclusive, ...more] = children(element);
  if (!inclusive) return [];
  if (inclusive.localName !== 'InclusiveNamespaces' || inclusive.namespace !== EXCLUSIVE_C14N || more.length > 0) {
    return undefined;
  }
  const prefixes = (attribute(inclusive, 'PrefixList') ?? '').split(/[ \t\r\n]+/).filter((each) => each !== '');
  return prefixes.length > MAX_INCLUSIVE_PREFIXES ? undefined : prefixes;
}

function only(element: XmlElement, localName: string): XmlElement | undefined {
  const [found, ...more] = children(element, localName);
  return found?.namespace === XML_SIGNATURE && more.length === 0 ? found : undefined;
}

function nameOf<T extends object>(table: T, matches: (entry: T[keyof T]) => boolean): keyof T | undefined {
  return (Object.keys(table) as (keyof T)[]).find((name) => matches(table[name]));
}
