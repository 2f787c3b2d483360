import { HarnessError } from '../../../foundation/errors/index.js';
import { encodeCertificateMessage, encodeHandshake, handshakeType } from '../../../wire/tls/index.js';
import type { EngineIdentity } from '../options.js';
import { carriesPremaster } from './premaster.js';

/** What every handshake with one identity needs. */
export interface PreparedIdentity {
  /** The whole Certificate message. */
  readonly certificateMessage: Buffer;
  /** Length of what is encrypted for the key, or signed with it. */
  readonly modulusBytes: number;
}

const prepared = new WeakMap<EngineIdentity, PreparedIdentity>();

/** Prepared once per identity. Throws TLS_CERTIFICATE_UNUSABLE. */
export function prepareIdentity(identity: EngineIdentity): PreparedIdentity {
  const known = prepared.get(identity);
  if (known !== undefined) return known;
  const { chain, privateKey } = identity;
  if (privateKey.type !== 'private' || privateKey.asymmetricKeyType !== 'rsa') {
    throw unusable(`its key is ${privateKey.asymmetricKeyType ?? privateKey.type}, not a private RSA key`);
  }
  const modulusBytes = Math.ceil((privateKey.asymmetricKeyDetails?.modulusLength ?? 0) / 8);
  if (!carriesPremaster(modulusBytes)) throw unusable(`its RSA key of ${8 * modulusBytes} bits is too short for TLS`);
  if (chain.length === 0) throw unusable('there is no certificate');
  const certificateMessage = encodeHandshake(handshakeType.certificate, encodeCertificateMessage(chain));
  const identityReady = { certificateMessage, modulusBytes };
  prepared.set(identity, identityReady);
  return identityReady;
}

function unusable(detail: string): HarnessError {
  return new HarnessError('TLS_CERTIFICATE_UNUSABLE', { detail });
}
