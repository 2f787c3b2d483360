/** Why a phone refuses a server's certificate. */
export type RefusalReason =
  | 'untrusted-root'
  | 'self-signed'
  | 'incomplete-chain'
  | 'expired'
  | 'not-yet-valid'
  | 'anchor-expired'
  | 'name-mismatch'
  | 'bad-signature'
  | 'not-an-authority'
  | 'path-length'
  | 'key-usage'
  | 'extended-key-usage'
  | 'name-constraints'
  | 'unknown-critical-extension'
  | 'no-revocation-address'
  | 'signature-algorithm'
  | 'key-type'
  | 'key-size'
  | 'malformed';

/** TLS alert descriptions a refusal is sent as (RFC 5246 7.2.2). */
export type RefusalAlert = 'unknown_ca' | 'bad_certificate' | 'certificate_expired' | 'unsupported_certificate';

/** RFC 5246 7.2.2 by the wording of each alert. Which a real phone sends, if any, is unknown. */
const alerts: Readonly<Record<RefusalReason, RefusalAlert>> = {
  'untrusted-root': 'unknown_ca',
  'self-signed': 'unknown_ca',
  'incomplete-chain': 'unknown_ca',
  'not-an-authority': 'unknown_ca',
  'path-length': 'unknown_ca',
  expired: 'certificate_expired',
  'anchor-expired': 'certificate_expired',
  'not-yet-valid': 'bad_certificate',
  'name-mismatch': 'bad_certificate',
  'name-constraints': 'bad_certificate',
  'bad-signature': 'bad_certificate',
  malformed: 'bad_certificate',
  'signature-algorithm': 'unsupported_certificate',
  'key-type': 'unsupported_certificate',
  'key-size': 'unsupported_certificate',
  'key-usage': 'unsupported_certificate',
  'extended-key-usage': 'unsupported_certificate',
  'no-revocation-address': 'bad_certificate',
  'unknown-critical-extension': 'unsupported_certificate',
};

export function alertFor(reason: RefusalReason): RefusalAlert {
  return alerts[reason];
}
