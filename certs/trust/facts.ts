import { HarnessError } from '../../harness/foundation/errors/index.js';
import { type DerElement, memberAt, readMembers, readOid, readWhole, Tag } from '../encoding/der.js';
import { asDirectoryName, type NameConstraints, readNameConstraints } from './name-constraints.js';

/** The bits of keyUsage, in their order (RFC 5280 4.2.1.3). */
export const keyUsages = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;
export type KeyUsage = (typeof keyUsages)[number];

/** What a certificate says of itself beside its summary, read from its extensions. */
export interface CertificateFacts {
  readonly version: 1 | 2 | 3;
  /** Every CN of the subject, most specific last. */
  readonly commonNames: readonly string[];
  readonly dnsNames: readonly string[];
  /** Hex of the 4 or 16 bytes. */
  readonly ipAddresses: readonly string[];
  /** DER of the subject, and of every directoryName of the subjectAltName. */
  readonly directoryNames: readonly Buffer[];
  readonly basicConstraints: { readonly authority: boolean; readonly pathLength?: number } | undefined;
  readonly keyUsage: readonly KeyUsage[] | undefined;
  /** Object identifiers. */
  readonly extendedKeyUsage: readonly string[] | undefined;
  readonly nameConstraints: NameConstraints | undefined;
  /** Hex. */
  readonly subjectKeyIdentifier: string | undefined;
  readonly authorityKeyIdentifier: string | undefined;
  readonly hasRevocationAddress: boolean;
  /** Object identifiers of critical extensions nothing here reads. */
  readonly unknownCritical: readonly string[];
}

type Facts = { -readonly [K in keyof CertificateFacts]: CertificateFacts[K] };

const what = 'The certificate';
const context3 = 0xa3;
const bool = 0x01;

/** Certificate policies and their mappings, constraints and inhibitors: RFC 5280 6 handles them; no phone has a policy set. */
const knownByName = new Set(['2.5.29.32', '2.5.29.33', '2.5.29.36', '2.5.29.54', '2.5.29.18', '2.5.29.9', '2.5.29.16']);

/** Reads one DER certificate's extensions. Errors: DER_INVALID, WIRE_TOO_LARGE. */
export function readFacts(der: Buffer): CertificateFacts {
  const outer = readWhole(what, der, Tag.sequence);
  const tbs = memberAt(what, outer, readMembers(what, der, outer), 0, Tag.sequence);
  const fields = readMembers(what, der, tbs);
  const first = fields[0]?.tag === Tag.context0 ? 1 : 0;
  const subject = memberAt(what, tbs, fields, first + 4, Tag.sequence);
  const facts: Facts = {
    version: first === 0 ? 1 : versionOf(der, fields[0]),
    commonNames: commonNames(der, subject),
    dnsNames: [],
    ipAddresses: [],
    directoryNames: [der.subarray(subject.start, subject.end)],
    basicConstraints: undefined,
    keyUsage: undefined,
    extendedKeyUsage: undefined,
    nameConstraints: undefined,
    subjectKeyIdentifier: undefined,
    authorityKeyIdentifier: undefined,
    hasRevocationAddress: false,
    unknownCritical: [],
  };
  const wrapped = fields.find(({ tag }) => tag === context3);
  if (wrapped === undefined) return facts;
  const list = memberAt(what, wrapped, readMembers(what, der, wrapped), 0, Tag.sequence);
  for (const extension of readMembers(what, der, list)) readExtension(der, extension, facts);
  return facts;
}

function readExtension(der: Buffer, extension: DerElement, facts: Facts): void {
  const members = readMembers(what, der, extension);
  const oid = readOid(what, der, memberAt(what, extension, members, 0, Tag.objectIdentifier));
  const flagged = members[1]?.tag === bool;
  const critical = flagged && der[members[1]?.contentStart ?? 0] !== 0;
  const octets = memberAt(what, extension, members, flagged ? 2 : 1, Tag.octetString);
  const value = der.subarray(octets.contentStart, octets.end);
  const read = readers[oid];
  if (read !== undefined) read(value, facts);
  else if (critical && !knownByName.has(oid)) facts.unknownCritical = [...facts.unknownCritical, oid];
}

const readers: Readonly<Record<string, (value: Buffer, facts: Facts) => void>> = {
  '2.5.29.14': (value, facts) => {
    facts.subjectKeyIdentifier = contentOf(value, readWhole(what, value, Tag.octetString)).toString('hex');
  },
  '2.5.29.15': (value, facts) => {
    const bits = contentOf(value, readWhole(what, value, Tag.bitString));
    facts.keyUsage = keyUsages.filter((_, bit) => ((bits[1 + (bit >> 3)] ?? 0) & (0x80 >> (bit & 7))) !== 0);
  },
  '2.5.29.17': readSubjectAltName,
  '2.5.29.19': (value, facts) => {
    const members = readMembers(what, value, readWhole(what, value, Tag.sequence));
    const authority = members[0]?.tag === bool && value[members[0].contentStart] !== 0;
    const length = members.find(({ tag }) => tag === Tag.integer);
    const bytes = length === undefined ? undefined : contentOf(value, length);
    // A length beyond four bytes limits nothing.
    const bounded = bytes !== undefined && bytes.length >= 1 && bytes.length <= 4;
    facts.basicConstraints = { authority, ...(bounded ? { pathLength: bytes.readIntBE(0, bytes.length) } : {}) };
  },
  '2.5.29.30': (value, facts) => {
    facts.nameConstraints = readNameConstraints(value);
  },
  '2.5.29.31': (_, facts) => {
    facts.hasRevocationAddress = true;
  },
  '2.5.29.35': (value, facts) => {
    const members = readMembers(what, value, readWhole(what, value, Tag.sequence));
    const key = members.find(({ tag }) => tag === 0x80);
    facts.authorityKeyIdentifier = key === undefined ? undefined : contentOf(value, key).toString('hex');
  },
  '2.5.29.37': (value, facts) => {
    const members = readMembers(what, value, readWhole(what, value, Tag.sequence));
    facts.extendedKeyUsage = members.map((member) => readOid(what, value, member));
  },
};

/** GeneralName tags of RFC 5280 4.2.1.6. */
function readSubjectAltName(value: Buffer, facts: Facts): void {
  const members = readMembers(what, value, readWhole(what, value, Tag.sequence));
  const contents = (tag: number) => members.filter((one) => one.tag === tag).map((one) => contentOf(value, one));
  facts.dnsNames = contents(0x82).map((name) => name.toString('latin1'));
  facts.ipAddresses = contents(0x87).map((address) => address.toString('hex'));
  facts.directoryNames = [...facts.directoryNames, ...contents(0xa4).map(asDirectoryName)];
}

function versionOf(der: Buffer, wrapper: DerElement | undefined): 1 | 2 | 3 {
  const member = wrapper === undefined ? undefined : readMembers(what, der, wrapper)[0];
  const version = member === undefined ? 0 : (der[member.contentStart] ?? 0);
  if (version > 2) {
    throw new HarnessError('DER_INVALID', { what, place: member?.start ?? 0, detail: 'there is no such version' });
  }
  return (version + 1) as 1 | 2 | 3;
}

function commonNames(der: Buffer, name: DerElement): string[] {
  const found: string[] = [];
  for (const set of readMembers(what, der, name)) {
    for (const attribute of readMembers(what, der, set)) {
      const members = readMembers(what, der, attribute);
      const oid = readOid(what, der, memberAt(what, attribute, members, 0, Tag.objectIdentifier));
      const value = members[1];
      if (oid === '2.5.4.3' && value !== undefined) found.push(textOf(der, value));
    }
  }
  return found;
}

/** BMPString is UTF-16, UniversalString UTF-32; host names in the others are ASCII. */
function textOf(der: Buffer, value: DerElement): string {
  const bytes = contentOf(der, value);
  if (value.tag === 0x1e && bytes.length % 2 === 0) return Buffer.from(bytes).swap16().toString('utf16le');
  return bytes.toString(value.tag === 0x0c ? 'utf8' : 'latin1');
}

function contentOf(bytes: Buffer, element: DerElement): Buffer {
  return bytes.subarray(element.contentStart, element.end);
}
