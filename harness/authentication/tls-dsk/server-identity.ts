import { createPrivateKey } from 'node:crypto';
import type { EngineIdentity } from '../../tls/engine/index.js';
import type { ServerIdentity } from '../../tls/index.js';

const made = new WeakMap<ServerIdentity, { readonly identity: EngineIdentity | undefined }>();

/**
 * A server's PEM chain and RSA key for the TLS 1.0 engine; undefined for another key, and for a PFX, which only OpenSSL
 * opens.
 */
export function engineIdentityOf(tls: ServerIdentity): EngineIdentity | undefined {
  const known = made.get(tls);
  if (known) return known.identity;
  const identity = parse(tls);
  made.set(tls, { identity });
  return identity;
}

function parse(tls: ServerIdentity): EngineIdentity | undefined {
  if (!('cert' in tls)) return undefined;
  const blocks = tls.cert.toString().match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  const chain = blocks.map((block) => Buffer.from(block.replace(/-----[^-]+-----/g, ''), 'base64'));
  const privateKey = createPrivateKey(tls.key);
  return privateKey.asymmetricKeyType === 'rsa' && chain.length > 0 ? { chain, privateKey } : undefined;
}
