import { HarnessError } from '../../foundation/errors/index.js';

const WHAT = 'The certificate of the authority';
const SEQUENCE = 0x30;
/** The explicit tag of `version`, absent from a certificate of version 1. */
const VERSION = 0xa0;

/** One DER element: where its contents begin and end. */
interface Element {
  readonly tag: number;
  readonly start: number;
  readonly from: number;
  readonly to: number;
}

/**
 * The subject of a certificate, in DER, byte for byte as it holds it (RFC 5280 4.1): the form in which a
 * CertificateRequest names authorities.
 * @throws HarnessError WIRE_TRUNCATED, WIRE_INVALID
 */
export function subjectOf(certificate: Buffer): Buffer {
  const outer = sequence(certificate, 0, 'the certificate');
  const body = sequence(certificate, outer.from, 'its body');
  let at = body.from;
  if (element(certificate, at, 'its body').tag === VERSION) at = element(certificate, at, 'the version').to;
  for (const place of ['the serial number', 'the signature algorithm', 'the issuer', 'the validity']) {
    at = element(certificate, at, place).to;
  }
  const subject = sequence(certificate, at, 'the subject');
  return certificate.subarray(subject.start, subject.to);
}

function sequence(der: Buffer, at: number, place: string): Element {
  const found = element(der, at, place);
  if (found.tag !== SEQUENCE) throw new HarnessError('WIRE_INVALID', { what: WHAT, place, detail: 'no SEQUENCE' });
  return found;
}

function element(der: Buffer, start: number, place: string): Element {
  const [tag, length] = [der[start], der[start + 1]];
  if (tag === undefined || length === undefined) throw truncated(der, place);
  // Certificates are far below 16 MiB: three bytes of length at most.
  const more = length < 0x80 ? 0 : length & 0x7f;
  if (length === 0x80 || more > 3) throw new HarnessError('WIRE_INVALID', { what: WHAT, place, detail: 'its length' });
  const from = start + 2 + more;
  if (from > der.length) throw truncated(der, place);
  const to = from + (more === 0 ? length : der.readUIntBE(start + 2, more));
  if (to > der.length) throw truncated(der, place);
  return { tag, start, from, to };
}

function truncated(der: Buffer, place: string): HarnessError {
  return new HarnessError('WIRE_TRUNCATED', { what: WHAT, length: der.length, place });
}
