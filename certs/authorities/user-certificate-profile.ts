import { clientAuth, serverAuth } from './chain-description.js';
import type { SignatureAlgorithm } from './signature.js';

/** Extended key usages by the names OpenSSL and Windows' tools give them. */
export const namedKeyUsages = { clientAuth, serverAuth } as const;

/** What a user certificate says beside its key and its validity. */
export interface UserCertificateProfile {
  /** `user`: CN=alice@contoso.test of the ticket's user; `request`: the whole name of the certificate request. */
  readonly subject: 'user' | 'request';
  /** Uniform resource identifiers of the subjectAltName; `{user}` is the SIP address without scheme. None: no extension. */
  readonly uris: readonly string[];
  /** Object identifiers. None: no extension. */
  readonly extendedKeyUsages: readonly string[];
  readonly algorithm: Extract<SignatureAlgorithm, 'sha1RSA' | 'sha256RSA'>;
}

/**
 * Client authentication is what field reports show; the SIP URI is our addition, as Lync's certificate profile is not
 * published.
 */
export const defaultUserCertificateProfile: UserCertificateProfile = {
  subject: 'user',
  uris: ['sip:{user}'],
  extendedKeyUsages: [clientAuth],
  algorithm: 'sha256RSA',
};
