import { HarnessError } from '../../harness/foundation/errors/index.js';
import { type DerElement, MAX_DER_BYTES, memberAt, readMembers, readOid, readWhole, Tag } from '../encoding/der.js';

/** Text form of the largest DER: base64 takes four thirds, line ends and the PEM frame the rest. */
export const MAX_BUNDLE_BYTES = MAX_DER_BYTES * 2;

const what = 'The PKCS#7 bundle';
const signedData = '1.2.840.113549.1.7.2';

/**
 * The certificates of a certs-only PKCS#7 (RFC 2315 9.1; RFC 5652 5.1), in the order they stand there, as DER.
 * `data` is DER, PEM, or bare base64 as the certificate web service and `certnew.p7b` send it.
 * Signatures and CRLs inside are ignored. Errors: CERTIFICATE_BUNDLE_INVALID, DER_INVALID, WIRE_TOO_LARGE.
 */
export function certificatesFromPkcs7(data: Buffer): Buffer[] {
  if (data.length > MAX_BUNDLE_BYTES) {
    throw new HarnessError('WIRE_TOO_LARGE', { what, limit: MAX_BUNDLE_BYTES, place: 'the whole bundle' });
  }
  const der = data[0] === Tag.sequence ? data : fromText(data.toString('latin1'));
  const info = readWhole(what, der, Tag.sequence);
  const infoMembers = readMembers(what, der, info);
  const type = readOid(what, der, memberAt(what, info, infoMembers, 0, Tag.objectIdentifier));
  if (type !== signedData) throw invalid(`its content type is ${type}, not signedData`);
  const wrapper = memberAt(what, info, infoMembers, 1, Tag.context0);
  const signed = memberAt(what, wrapper, readMembers(what, der, wrapper), 0, Tag.sequence);
  const members = readMembers(what, der, signed);
  memberAt(what, signed, members, 0, Tag.integer);
  memberAt(what, signed, members, 1, Tag.set);
  memberAt(what, signed, members, 2, Tag.sequence);
  const set = members.slice(3).find((member) => member.tag === Tag.context0);
  return set === undefined ? [] : certificatesOf(der, set);
}

/** The set may also hold attribute certificates, under other tags. */
function certificatesOf(der: Buffer, set: DerElement): Buffer[] {
  return readMembers(what, der, set)
    .filter((member) => member.tag === Tag.sequence)
    .map((member) => Buffer.from(der.subarray(member.start, member.end)));
}

function fromText(text: string): Buffer {
  const framed = /-----BEGIN (?:PKCS7|CMS|CERTIFICATE)-----([^-]*)-----END (?:PKCS7|CMS|CERTIFICATE)-----/.exec(text);
  const base64 = (framed?.[1] ?? text).replace(/\s+/g, '');
  if (base64 === '' || base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) {
    throw invalid('it is neither DER nor base64');
  }
  return Buffer.from(base64, 'base64');
}

function invalid(detail: string): HarnessError {
  return new HarnessError('CERTIFICATE_BUNDLE_INVALID', { detail });
}
