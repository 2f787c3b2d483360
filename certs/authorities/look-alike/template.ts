import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { type DerElement, memberAt, readElement, readMembers, readOid, readWhole, Tag } from '../../encoding/der.js';

const what = 'The certificate';

export const keyIdentifiers = { subject: '2.5.29.14', authority: '2.5.29.35' } as const;

export interface TemplateExtension {
  /** Dotted. */
  readonly id: string;
  readonly critical: boolean;
  /** What stands before the value: identifier and critical flag. */
  readonly head: Buffer;
  /** What the OCTET STRING holds. */
  readonly value: Buffer;
  /** The whole extension, as it stands. */
  readonly der: Buffer;
}

/** A certificate cut into the pieces a look-alike keeps or replaces; every piece is its DER as it stands. */
export interface CertificateTemplate {
  /** Version with its [0]; undefined in a version 1 certificate. */
  readonly version: Buffer | undefined;
  readonly serial: Buffer;
  /** AlgorithmIdentifier inside the signed part. */
  readonly innerAlgorithm: Buffer;
  readonly issuer: Buffer;
  readonly notBefore: Buffer;
  readonly notAfter: Buffer;
  /** Both dates in their SEQUENCE. */
  readonly validity: Buffer;
  readonly subject: Buffer;
  /** SubjectPublicKeyInfo, its AlgorithmIdentifier, and the octets of the key. */
  readonly publicKeyInfo: Buffer;
  readonly keyAlgorithm: Buffer;
  readonly keyOctets: Buffer;
  /** issuerUniqueID and subjectUniqueID (RFC 5280 4.1.2.8), nearly always none. */
  readonly uniqueIds: readonly Buffer[];
  readonly extensions: readonly TemplateExtension[];
  /** AlgorithmIdentifier beside the signature. */
  readonly outerAlgorithm: Buffer;
  readonly signatureOctets: number;
}

/** Errors: DER_INVALID, WIRE_TOO_LARGE. RFC 5280 4.1. */
export function readTemplate(der: Buffer): CertificateTemplate {
  const outer = readWhole(what, der, Tag.sequence);
  const [signed, algorithm, signature] = exactly(der, outer, [Tag.sequence, Tag.sequence, Tag.bitString]);
  const all = readMembers(what, der, signed);
  const version = all[0]?.tag === Tag.context0 ? all[0] : undefined;
  const members = version === undefined ? all : all.slice(1);
  const at = (index: number, tag: number) => memberAt(what, signed, members, index, tag);
  const cut = (element: DerElement) => der.subarray(element.start, element.end);
  const validity = at(3, Tag.sequence);
  const dates = readMembers(what, der, validity);
  const [notBefore, notAfter] = dates;
  if (notBefore === undefined || notAfter === undefined || dates.length !== 2) {
    throw invalid(validity.start, 'the validity does not have two dates');
  }
  const publicKey = at(5, Tag.sequence);
  const [keyAlgorithm, keyBits] = exactly(der, publicKey, [Tag.sequence, Tag.bitString]);
  const rest = members.slice(6);
  const extensions = rest.find(({ tag }) => tag === EXTENSIONS);
  return {
    version: version && cut(version),
    serial: cut(at(0, Tag.integer)),
    innerAlgorithm: cut(at(1, Tag.sequence)),
    issuer: cut(at(2, Tag.sequence)),
    notBefore: cut(notBefore),
    notAfter: cut(notAfter),
    validity: cut(validity),
    subject: cut(at(4, Tag.sequence)),
    publicKeyInfo: cut(publicKey),
    keyAlgorithm: cut(keyAlgorithm),
    keyOctets: der.subarray(keyBits.contentStart + 1, keyBits.end),
    uniqueIds: rest.filter(({ tag }) => tag === 0x81 || tag === 0x82).map(cut),
    extensions: extensions === undefined ? [] : readExtensions(der, extensions),
    outerAlgorithm: cut(algorithm),
    signatureOctets: signature.end - signature.contentStart - 1,
  };
}

/** [3] of the signed part. */
export const EXTENSIONS = 0xa3;

function readExtensions(der: Buffer, wrapper: DerElement): TemplateExtension[] {
  const [list] = exactly(der, wrapper, [Tag.sequence]);
  return readMembers(what, der, list).map((extension) => {
    const members = readMembers(what, der, extension);
    const value = memberAt(what, extension, members, members.length - 1, Tag.octetString);
    const id = readOid(what, der, memberAt(what, extension, members, 0, Tag.objectIdentifier));
    return {
      id,
      critical: members.length === 3,
      head: der.subarray(extension.contentStart, value.start),
      value: der.subarray(value.contentStart, value.end),
      der: der.subarray(extension.start, extension.end),
    };
  });
}

/** The members of an authorityKeyIdentifier and the key identifier in it (RFC 5280 4.2.1.1). Errors: DER_INVALID. */
export function authorityKeyId(value: Buffer): { readonly members: Buffer[]; readonly id: Buffer | undefined } {
  const outer = readWhole(what, value, Tag.sequence);
  const elements = readMembers(what, value, outer);
  const id = elements.find(({ tag }) => tag === 0x80);
  return {
    members: elements.map(({ start, end }) => value.subarray(start, end)),
    id: id && value.subarray(id.contentStart, id.end),
  };
}

/** The key identifier a subjectKeyIdentifier holds (RFC 5280 4.2.1.2). Errors: DER_INVALID. */
export function subjectKeyId(value: Buffer): Buffer {
  const element = readElement(what, value);
  if (element.tag !== Tag.octetString) throw invalid(element.start, 'a subject key identifier is no OCTET STRING');
  return value.subarray(element.contentStart, element.end);
}

function exactly<const T extends readonly number[]>(der: Buffer, parent: DerElement, tags: T) {
  const members = readMembers(what, der, parent);
  if (members.length !== tags.length) throw invalid(parent.start, `${members.length} members, not ${tags.length}`);
  return tags.map((tag, index) => memberAt(what, parent, members, index, tag)) as { [K in keyof T]: DerElement };
}

function invalid(place: number, detail: string): HarnessError {
  return new HarnessError('DER_INVALID', { what, place, detail });
}
