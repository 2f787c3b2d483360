import { createSecureContext, type SecureContext, type SecureContextOptions } from 'node:tls';
import { HarnessError } from '../foundation/errors/index.js';

/** A server's certificate with its key: PEM chain and key, or a PFX. */
export type ServerIdentity =
  | { readonly cert: string | Buffer; readonly key: string | Buffer }
  | { readonly pfx: Buffer; readonly passphrase?: string };

/**
 * Suites of the outer connection. RSA key exchange with AES-CBC is what a phone of Windows CE can share with this
 * OpenSSL at best; level 0 lets SHA-1 and TLS 1.0 through; the TLS 1.3 names keep that version on.
 */
export const SERVER_CIPHERS = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-SHA',
  'ECDHE-ECDSA-AES128-SHA',
  'AES128-SHA',
  'AES256-SHA',
  '@SECLEVEL=0',
].join(':');

/**
 * A context for the servers' TLS ports: TLS 1.0 to 1.3 with weak certificates allowed, since the phone is the judge.
 * @throws HarnessError TLS_CERTIFICATE_UNUSABLE
 */
export function serverSecureContext(identity: ServerIdentity, extra: SecureContextOptions = {}): SecureContext {
  try {
    return createSecureContext({
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.3',
      ciphers: SERVER_CIPHERS,
      honorCipherOrder: true,
      ...identity,
      ...extra,
    });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new HarnessError('TLS_CERTIFICATE_UNUSABLE', { detail }, { cause: error });
  }
}
