import type { ClientHello } from '../wire/tls/index.js';
import { alertSentOf, errorCode } from './engine-errors.js';
import type { TlsRefusalReason } from './observation.js';

/** Versions from the oldest; a name that is not here is no version anybody serves. */
const versionsByAge = ['SSL 2.0', 'SSL 3.0', 'TLS 1.0', 'TLS 1.1', 'TLS 1.2', 'TLS 1.3'];

/** Alerts of RFC 5246 7.2.2 about the certificates of the other side. */
const certificateAlerts = new Set([
  'bad_certificate',
  'unsupported_certificate',
  'certificate_revoked',
  'certificate_expired',
  'certificate_unknown',
  'unknown_ca',
]);

/** Alerts for messages that cannot be read, do not fit, or do not verify. */
const protocolAlerts = new Set([
  'unexpected_message',
  'bad_record_mac',
  'decryption_failed',
  'record_overflow',
  'decompression_failure',
  'illegal_parameter',
  'decode_error',
  'decrypt_error',
  'missing_extension',
  'unsupported_extension',
]);

/** What a phone's alert says about the reason; nothing for alerts that can mean anything, as `handshake_failure`. */
export function reasonOfPhoneAlert(alert: string): TlsRefusalReason | undefined {
  if (certificateAlerts.has(alert)) return 'certificate-refused';
  if (alert === 'protocol_version') return 'version-not-accepted';
  if (alert === 'insufficient_security') return 'no-common-suite';
  return protocolAlerts.has(alert) ? 'protocol-error' : undefined;
}

/** Why the serving engine gave up. `served` are the names of the versions the port serves, where they are known. */
export function reasonOfEngineError(
  hello: ClientHello | undefined,
  error: Error,
  served: readonly string[] | undefined,
): TlsRefusalReason | undefined {
  const alert = alertSentOf(error);
  if (alert !== undefined) return reasonOfServerAlert(alert, hello, served);
  const code = errorCode(error);
  if (code === 'ERR_SSL_NO_SHARED_CIPHER') return 'no-common-suite';
  if (/VERSION_TOO_LOW|VERSION_TOO_HIGH|UNSUPPORTED_PROTOCOL|WRONG_VERSION_NUMBER|WRONG_SSL_VERSION/.test(code)) {
    return reasonOfVersions(hello?.versions ?? [], served);
  }
  if (/NO_SUITABLE_SIGNATURE_ALGORITHM|NO_SHARED_SIGNATURE_ALGORITHMS/.test(code)) return 'no-common-signature';
  if (/NO_CERTIFICATE_RETURNED|PEER_DID_NOT_RETURN_A_CERTIFICATE|CERTIFICATE_VERIFY_FAILED/.test(code)) {
    return 'client-certificate-refused';
  }
  return code.startsWith('ERR_SSL_') && !/INTERNAL_ERROR/.test(code) ? 'protocol-error' : undefined;
}

/** Too old unless everything offered is newer than everything served. */
export function reasonOfVersions(
  offered: readonly string[],
  served: readonly string[] = [],
): 'version-too-old' | 'version-too-new' {
  const ages = (names: readonly string[]) => names.map((name) => versionsByAge.indexOf(name)).filter((age) => age >= 0);
  const [offer, serve] = [ages(offered), ages(served)];
  return offer.length > 0 && serve.length > 0 && Math.min(...offer) > Math.max(...serve)
    ? 'version-too-new'
    : 'version-too-old';
}

function reasonOfServerAlert(
  alert: string,
  hello: ClientHello | undefined,
  served: readonly string[] | undefined,
): TlsRefusalReason | undefined {
  if (certificateAlerts.has(alert) || alert === 'certificate_required') return 'client-certificate-refused';
  if (alert === 'protocol_version') return reasonOfVersions(hello?.versions ?? [], served);
  if (alert === 'insufficient_security') return 'no-common-suite';
  if (alert === 'unrecognized_name') return 'server-name-missing';
  return protocolAlerts.has(alert) ? 'protocol-error' : undefined;
}
