import { parseFields } from './fields.js';

/** One field in which two certificates differ. */
export interface FieldDifference {
  /** Subject of the certificate, most specific part first. */
  readonly certificate: string;
  /** `serial number`, `extension 2.5.29.14 (subject key identifier)`, ... */
  readonly field: string;
  readonly original: string;
  readonly lookAlike: string;
  /** A new key alone makes it differ: the key itself, its identifiers, the signature, the thumbprint. */
  readonly becauseOfKey: boolean;
}

/**
 * Every field in which certificate `b` differs from certificate `a`, both DER; empty when they are the same bytes.
 * Fields are compared as their DER, so that a string's type or a date's form counts.
 * Errors: CERTIFICATE_MALFORMED, DER_INVALID, WIRE_TOO_LARGE.
 */
export function compareCertificates(a: Buffer, b: Buffer): FieldDifference[] {
  const left = parseFields(a);
  const right = parseFields(b);
  const fields = new Set([...left.fields.keys(), ...right.fields.keys()]);
  return [...fields].flatMap((field) => {
    const one = left.fields.get(field);
    const other = right.fields.get(field);
    if (one?.compared === other?.compared) return [];
    return {
      certificate: left.subject,
      field,
      original: one?.shown ?? 'none',
      lookAlike: other?.shown ?? 'none',
      becauseOfKey: one !== undefined && other !== undefined && one.followsKey && other.followsKey,
    };
  });
}
