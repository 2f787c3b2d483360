import { alertNames } from '../wire/tls/index.js';

const names = new Set(Object.values(alertNames));

/** The code Node gives an error, or an empty text. */
export function errorCode(error: Error): string {
  const code = (error as NodeJS.ErrnoException).code;
  return typeof code === 'string' ? code : '';
}

/**
 * The alert the peer sent, read from the engine's error: the only way once alerts are encrypted.
 * `ERR_SSL_TLSV1_ALERT_UNKNOWN_CA` gives `unknown_ca`; undefined for errors of the engine itself.
 */
export function alertOfError(error: Error): string | undefined {
  const match = /^ERR_SSL_(?:SSLV3|TLSV1|TLSV13)_(?:ALERT_)?(.+)$/.exec(errorCode(error));
  // OpenSSL writes one name otherwise than the RFC.
  const name = match?.[1]?.toLowerCase().replace('cancelled', 'canceled');
  return name !== undefined && names.has(name) ? name : undefined;
}

/** Whether the connection was reset rather than closed. */
export function isReset(error: Error | undefined): boolean {
  return error !== undefined && ['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ETIMEDOUT'].includes(errorCode(error));
}
