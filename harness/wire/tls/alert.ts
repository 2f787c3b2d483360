import { HarnessError } from '../../foundation/errors/index.js';
import { encodeRecords, recordType } from './record.js';
import { tlsVersion } from './version.js';

/** Alert descriptions (RFC 5246, section 7.2, and later registrations; 41 is SSL 3.0's). */
const alertCodes = {
  close_notify: 0,
  unexpected_message: 10,
  bad_record_mac: 20,
  decryption_failed: 21,
  record_overflow: 22,
  decompression_failure: 30,
  handshake_failure: 40,
  no_certificate: 41,
  bad_certificate: 42,
  unsupported_certificate: 43,
  certificate_revoked: 44,
  certificate_expired: 45,
  certificate_unknown: 46,
  illegal_parameter: 47,
  unknown_ca: 48,
  access_denied: 49,
  decode_error: 50,
  decrypt_error: 51,
  export_restriction: 60,
  protocol_version: 70,
  insufficient_security: 71,
  internal_error: 80,
  inappropriate_fallback: 86,
  user_canceled: 90,
  no_renegotiation: 100,
  missing_extension: 109,
  unsupported_extension: 110,
  certificate_unobtainable: 111,
  unrecognized_name: 112,
  bad_certificate_status_response: 113,
  bad_certificate_hash_value: 114,
  unknown_psk_identity: 115,
  certificate_required: 116,
  no_application_protocol: 120,
} as const;

export type AlertName = keyof typeof alertCodes;

/** The names by code. */
export const alertNames: Readonly<Record<number, string>> = Object.fromEntries(
  Object.entries(alertCodes).map(([name, code]) => [code, name]),
);

/** A whole alert record in the clear; `version` is TLS 1.0 unless told. */
export function encodeAlert(
  level: 'warning' | 'fatal',
  description: AlertName,
  version: number = tlsVersion.tls10,
): Buffer {
  return encodeRecords(recordType.alert, version, Buffer.from([level === 'warning' ? 1 : 2, alertCodes[description]]));
}

/**
 * Reads an alert in the clear. Level and description are names, or `level 7` and `alert 200` for unknown numbers; `code` is the
 * description's number. Throws WIRE_TRUNCATED, and WIRE_INVALID for longer fragments, which are encrypted alerts.
 */
export function parseAlert(fragment: Buffer): { level: string; description: string; code: number } {
  const [level, code] = fragment;
  if (level === undefined || code === undefined) {
    throw new HarnessError('WIRE_TRUNCATED', {
      what: 'The TLS alert',
      length: fragment.length,
      place: 'its two bytes',
    });
  }
  if (fragment.length > 2) {
    const detail = `${fragment.length} bytes instead of 2; it is probably encrypted`;
    throw new HarnessError('WIRE_INVALID', { what: 'The TLS alert', place: 'its length', detail });
  }
  return {
    level: level === 1 ? 'warning' : level === 2 ? 'fatal' : `level ${level}`,
    description: alertNames[code] ?? `alert ${code}`,
    code,
  };
}
