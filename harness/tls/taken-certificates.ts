import { createHash } from 'node:crypto';
import type { SecureContextOptions } from 'node:tls';
import type { ServerIdentity } from './server-context.js';

/** The deployments of a long run present some hundred certificates. */
const KEPT = 1024;

/** Digests, so that no private key is kept here. */
const taken = new Set<string>();

/**
 * Whether OpenSSL took this certificate with these options before: then it takes it again, and a context, which costs a
 * millisecond or two, need only be made for a port with visitors of OpenSSL's.
 */
export function takenBefore(identity: ServerIdentity, options: SecureContextOptions): boolean {
  return taken.has(digestOf(identity, options));
}

/** OpenSSL made a context of it. */
export function rememberTaken(identity: ServerIdentity, options: SecureContextOptions): void {
  if (taken.size >= KEPT) taken.clear();
  taken.add(digestOf(identity, options));
}

function digestOf(identity: ServerIdentity, options: SecureContextOptions): string {
  const parts =
    'pfx' in identity ? ['pfx', identity.pfx, identity.passphrase ?? ''] : ['pem', identity.cert, identity.key];
  const hash = createHash('sha256').update(JSON.stringify(options));
  for (const part of parts) hash.update(`\n${part.length}\n`).update(part);
  return hash.digest('base64');
}
