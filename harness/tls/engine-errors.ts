import { HarnessError } from '../foundation/errors/index.js';
import { alertNames } from '../wire/tls/index.js';

const names = new Set(Object.values(alertNames));

/** The code Node gives an error, or an empty text. */
export function errorCode(error: Error): string {
  const code = (error as NodeJS.ErrnoException).code;
  return typeof code === 'string' ? code : '';
}

/**
 * The alert the peer sent, read from the engine's error, whichever engine it is: the only way once alerts are encrypted.
 * `ERR_SSL_TLSV1_ALERT_UNKNOWN_CA` and TLS_ALERT_RECEIVED give `unknown_ca`; undefined for errors of the engine itself.
 */
export function alertOfError(error: Error): string | undefined {
  if (error instanceof HarnessError) return alertDetail(error, 'TLS_ALERT_RECEIVED');
  const match = /^ERR_SSL_(?:SSLV3|TLSV1|TLSV13)_(?:ALERT_)?(.+)$/.exec(errorCode(error));
  // OpenSSL writes one name otherwise than the RFC.
  const name = match?.[1]?.toLowerCase().replace('cancelled', 'canceled');
  return name !== undefined && names.has(name) ? name : undefined;
}

/** The alert the TLS 1.0 engine sent before it gave up; OpenSSL's errors do not say theirs. */
export function alertSentOf(error: Error): string | undefined {
  return error instanceof HarnessError ? alertDetail(error, 'TLS_ALERT_SENT') : undefined;
}

/** Whether the connection was reset rather than closed. */
export function isReset(error: Error | undefined): boolean {
  return error !== undefined && ['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ETIMEDOUT'].includes(errorCode(error));
}

function alertDetail(error: HarnessError, code: string): string | undefined {
  const { alert } = error.details;
  return errorCode(error) === code && alert !== undefined ? String(alert) : undefined;
}
