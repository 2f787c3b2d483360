import { duplexPair } from 'node:stream';
import tls from 'node:tls';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { privateKeyFromPfx } from './pfx-key.js';
import type { ServerCertificate } from './server-certificate.js';

/** Largest PFX read: a key and a long chain are below 20 KiB. */
export const MAX_PFX_BYTES = 1024 * 1024;

/**
 * A real server certificate from a PFX file (PKCS#12). What it sends is learnt by a TLS handshake with ourselves in
 * memory, so it is what a phone will see. The root is taken from the file when it holds it.
 * Errors: PFX_UNREADABLE.
 */
export async function serverCertificateFromPfx(pfx: Buffer, passphrase?: string): Promise<ServerCertificate> {
  if (pfx.length > MAX_PFX_BYTES) throw unreadable(`it is larger than ${MAX_PFX_BYTES} bytes`);
  const given = passphrase === undefined ? { pfx } : { pfx, passphrase };
  const sent = await presented(openContext(given));
  const isRoot = (one: tls.DetailedPeerCertificate, index: number) => index > 0 && one.issuerCertificate === one;
  const root = sent.find(isRoot)?.raw;
  const chain = sent.filter((one, index) => !isRoot(one, index)).map((one) => one.raw);
  const [leaf] = chain;
  const privateKey = leaf && privateKeyFromPfx(pfx, leaf, passphrase);
  return {
    profile: 'given',
    chain,
    root,
    intermediates: chain.slice(1),
    tls: given,
    ...(privateKey && { privateKey }),
  };
}

function openContext(given: { pfx: Buffer; passphrase?: string }): tls.SecureContext {
  try {
    // Old exports have small keys or SHA-1 signatures, which the default level refuses.
    return tls.createSecureContext({ ...given, ciphers: 'DEFAULT@SECLEVEL=0' });
  } catch (cause) {
    throw unreadable(cause instanceof Error ? cause.message : String(cause), cause);
  }
}

/** The certificates the server side of a handshake sends, leaf first. */
async function presented(secureContext: tls.SecureContext): Promise<tls.DetailedPeerCertificate[]> {
  const [near, far] = duplexPair();
  const server = new tls.TLSSocket(near, { isServer: true, secureContext });
  const client = tls.connect({ socket: far, rejectUnauthorized: false, ciphers: 'DEFAULT@SECLEVEL=0' });
  try {
    return await new Promise((resolve, reject) => {
      server.on('error', reject);
      client.on('error', reject);
      client.once('secureConnect', () => resolve(chainOf(client.getPeerCertificate(true))));
    });
  } catch (cause) {
    throw unreadable(`no handshake succeeds with it (${cause instanceof Error ? cause.message : cause})`, cause);
  } finally {
    client.destroy();
    server.destroy();
  }
}

/** Node links each certificate to its issuer, a root to itself, the last of an incomplete chain to nothing. */
function chainOf(leaf: tls.DetailedPeerCertificate): tls.DetailedPeerCertificate[] {
  const chain: tls.DetailedPeerCertificate[] = [];
  let next: tls.DetailedPeerCertificate | undefined = leaf;
  while (next?.raw !== undefined && !chain.includes(next)) {
    chain.push(next);
    next = next.issuerCertificate;
  }
  return chain;
}

function unreadable(detail: string, cause?: unknown): HarnessError {
  return new HarnessError('PFX_UNREADABLE', { detail }, { cause });
}
