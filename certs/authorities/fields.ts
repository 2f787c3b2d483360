import { createHash, type KeyObject } from 'node:crypto';
import { type DerElement, memberAt, readMembers, readOid, readWhole, Tag } from '../encoding/der.js';
import { derElement } from '../encoding/der-writer.js';
import { spkiOf } from './spki.js';

/** The parts of a certificate that another one may take over, each as a whole DER element. */
export interface CertificateFields {
  readonly version: 1 | 3;
  /** Content octets of the INTEGER, hex. */
  readonly serial: string;
  readonly subject: Buffer;
  /** SEQUENCE OF Extension; undefined when there is none. */
  readonly extensions: Buffer | undefined;
}

const what = 'The certificate';
const context3 = 0xa3;

/** Errors: DER_INVALID, WIRE_TOO_LARGE. */
export function certificateFields(der: Buffer): CertificateFields {
  const outer = readWhole(what, der, Tag.sequence);
  const tbs = memberAt(what, outer, readMembers(what, der, outer), 0, Tag.sequence);
  const fields = readMembers(what, der, tbs);
  const first = fields[0]?.tag === Tag.context0 ? 1 : 0;
  const serial = memberAt(what, tbs, fields, first, Tag.integer);
  const subject = memberAt(what, tbs, fields, first + 4, Tag.sequence);
  const wrapped = fields.find(({ tag }) => tag === context3);
  return {
    version: first === 1 ? 3 : 1,
    serial: content(der, serial).toString('hex'),
    subject: whole(der, subject),
    extensions: wrapped === undefined ? undefined : content(der, wrapped),
  };
}

/** SHA-1 of the key's own octets (RFC 5280 4.2.1.2, method 1). */
export function keyIdentifier(publicKey: KeyObject): Buffer {
  const spki = spkiOf(publicKey);
  const outer = readWhole('The public key', spki, Tag.sequence);
  const bits = memberAt('The public key', outer, readMembers('The public key', spki, outer), 1, Tag.bitString);
  return createHash('sha1').update(content(spki, bits).subarray(1)).digest();
}

/** Extensions with their key identifiers replaced, where they have any; all else byte for byte. Errors: DER_INVALID. */
export function withKeyIdentifiers(extensions: Buffer, own: Buffer, issuers: Buffer): Buffer {
  const outer = readWhole(what, extensions, Tag.sequence);
  const rewritten = readMembers(what, extensions, outer).map((extension) => {
    const members = readMembers(what, extensions, extension);
    const oid = readOid(what, extensions, memberAt(what, extension, members, 0, Tag.objectIdentifier));
    const value = members.at(-1);
    if (value === undefined || (oid !== '2.5.29.14' && oid !== '2.5.29.35')) return whole(extensions, extension);
    const before = members.slice(0, -1).map((member) => whole(extensions, member));
    const octets = content(extensions, value);
    const now = oid === '2.5.29.14' ? derElement(Tag.octetString, own) : withKeyId(octets, issuers);
    return derElement(Tag.sequence, ...before, derElement(Tag.octetString, now));
  });
  return derElement(Tag.sequence, ...rewritten);
}

/** AuthorityKeyIdentifier: [0] is the key's; [1] and [2], name and serial number, stay. */
function withKeyId(authorityKeyIdentifier: Buffer, issuers: Buffer): Buffer {
  const outer = readWhole(what, authorityKeyIdentifier, Tag.sequence);
  const members = readMembers(what, authorityKeyIdentifier, outer).map((member) =>
    member.tag === 0x80 ? derElement(0x80, issuers) : whole(authorityKeyIdentifier, member),
  );
  return derElement(Tag.sequence, ...members);
}

function whole(der: Buffer, element: DerElement): Buffer {
  return der.subarray(element.start, element.end);
}

function content(der: Buffer, element: DerElement): Buffer {
  return der.subarray(element.contentStart, element.end);
}
