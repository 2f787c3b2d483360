import { duplexPair } from 'node:stream';
import tls from 'node:tls';
import { type MintedChain, type MintSpec, mintChain, serverCertificateOf } from '../../certs/authorities/index.js';
import { at, host } from './chains.js';
import { keptKeys } from './kept-keys.js';

/** Keys shared by all chains of a test file. */
export const keys = keptKeys();

/** A chain for `host` with keys used before: only what is written differs from a run's. */
export function minted(spec: Partial<MintSpec> & Pick<MintSpec, 'profile'>): Promise<MintedChain> {
  return mintChain({ subject: host, names: ['sip.contoso.test'], at, ...spec }, { keys });
}

const old = { ciphers: 'ALL@SECLEVEL=0', minVersion: 'TLSv1', maxVersion: 'TLSv1' } as const;

/** The chain a TLS 1.0 client is given by Node's TLS, each certificate once, as Node links them. */
export async function sentOverTls(chain: MintedChain): Promise<{ leaf: Buffer; sent: Buffer[] }> {
  const [near, far] = duplexPair();
  const secureContext = tls.createSecureContext({ ...serverCertificateOf(chain).tls, ...old });
  const server = new tls.TLSSocket(near, { isServer: true, secureContext });
  const client = tls.connect({ socket: far, rejectUnauthorized: false, ...old });
  try {
    await new Promise((resolve, reject) => {
      client.once('secureConnect', resolve);
      client.once('error', reject);
      server.once('error', reject);
    });
    const sent: Buffer[] = [];
    for (let one: tls.DetailedPeerCertificate | undefined = client.getPeerCertificate(true); one?.raw !== undefined; ) {
      sent.push(one.raw);
      one = one.issuerCertificate === one ? undefined : one.issuerCertificate;
    }
    return { leaf: sent[0] ?? Buffer.alloc(0), sent };
  } finally {
    client.destroy();
    server.destroy();
  }
}
