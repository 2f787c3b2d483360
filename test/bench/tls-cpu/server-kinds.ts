import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import type { Duplex } from 'node:stream';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:tls';
import { FrontEnd, listenFrontEnd } from '../../../harness/servers/front-end/index.js';
import { serveTls10 } from '../../../harness/tls/engine/socket/index.js';
import { SERVER_CIPHERS } from '../../../harness/tls/index.js';
import { testContext } from '../../servers/deployment.js';

/** PEM, the chain leaf first. */
export interface PemIdentity {
  readonly cert: string;
  readonly key: string;
}

/** Listens on an ephemeral port of 127.0.0.1, gives the port. */
type Kind = (identity: PemIdentity, use: (stream: Duplex) => void) => Promise<number>;

/** The servers that are measured, each in a process of its own. */
export const serverKinds = {
  /** Node's own TLS at 1.0 with the only cipher of that age it shares with a phone. */
  'node-tls10': (identity, use) =>
    listening(
      createTlsServer(
        { ...identity, minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'AES128-SHA:@SECLEVEL=0' },
        use,
      ).on('tlsClientError', () => {}),
    ),
  engine: ({ cert, key }, use) => {
    const identity = { chain: derOf(cert), privateKey: createPrivateKey(key) };
    return listening(
      createServer((socket) => {
        const stream = serveTls10(socket, { identity });
        stream.on('error', () => {}).once('secure', () => use(stream));
      }),
    );
  },
  /** What the Front End's port is compared with: as little around OpenSSL as possible. */
  'bare-node': (identity, use) =>
    listening(
      createTlsServer(
        { ...identity, minVersion: 'TLSv1', maxVersion: 'TLSv1.3', ciphers: SERVER_CIPHERS, honorCipherOrder: true },
        use,
      ).on('tlsClientError', () => {}),
    ),
  /** The port as `serve` opens it: hello read, engine chosen, everything in the journal. */
  'front-end': async (identity) => {
    const given = await testContext();
    const { cert, key } = identity;
    const own = { tls: identity, chain: derOf(cert), privateKey: createPrivateKey(key) };
    const certificate = { ...given.deployment.certificates.default, ...own };
    const context = { ...given, deployment: { ...given.deployment, certificates: { default: certificate } } };
    const place = { service: 'front-end', address: '127.0.0.1', port: 0 };
    return (await listenFrontEnd(new FrontEnd(context), context, place)).port;
  },
} satisfies Record<string, Kind>;

export type ServerKind = keyof typeof serverKinds;

function listening(server: Server | TlsServer): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}

function derOf(pem: string): Buffer[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => new X509Certificate(block).raw);
}
