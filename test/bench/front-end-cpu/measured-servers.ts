import { createServer as createTcpServer, type Server } from 'node:net';
import type { Duplex } from 'node:stream';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:tls';
import { generateRsaKey } from '../../../certs/requests/index.js';
import { summarize } from '../../../certs/trust/index.js';
import { defaultFrontEndSettings, type User } from '../../../harness/deployment/index.js';
import { Secret } from '../../../harness/foundation/secret.js';
import { Journal } from '../../../harness/journal/index.js';
import type { ServerContext } from '../../../harness/servers/context.js';
import { FrontEnd, listenFrontEnd } from '../../../harness/servers/front-end/index.js';
import { SERVER_CIPHERS } from '../../../harness/tls/index.js';
import { alice, testContext, testDate } from '../../servers/deployment.js';
import type { BenchUser } from './bench-phone.js';
import { expressOver, webOverHttp, webOverHttps } from './measured-web-servers.js';

const password = 'Horse-Staple-77';

export interface ServerWish {
  readonly kind: keyof typeof measuredServers;
  readonly scheme: 'TLS-DSK' | 'NTLM';
  readonly phones: number;
  /** Whether the journal keeps what happens. */
  readonly journal: boolean;
  /** What a stand-in of the web services answers with. */
  readonly answer?: { readonly body: Buffer; readonly contentType: string };
}

export interface MeasuredPort {
  readonly port: number;
  readonly users: readonly BenchUser[];
}

export const measuredServers = {
  /** The port as `serve` opens it. */
  'front-end': async (wish: ServerWish): Promise<MeasuredPort> => {
    const context = await contextFor(wish);
    const place = { service: 'front-end', address: '127.0.0.1', port: 0 };
    const { port } = await listenFrontEnd(new FrontEnd(context), context, place);
    return { port, users: await proofs(context, wish) };
  },
  /** The Front End behind the same bare TLS server as the echo: what the port does beside SIP is left out. */
  'front-end-behind-tls': async (wish: ServerWish): Promise<MeasuredPort> => {
    const context = await contextFor(wish);
    const frontEnd = new FrontEnd(context);
    let connections = 0;
    const place = { address: '127.0.0.1', port: 5061 };
    const port = await bareTls(context, (socket) => {
      frontEnd.handle(socket, { id: `front-end#${++connections}`, peer: place, local: place });
    });
    return { port, users: await proofs(context, wish) };
  },
  /** The Front End on TCP in clear: what TLS costs is left out. */
  'front-end-in-clear': async (wish: ServerWish): Promise<MeasuredPort> => {
    const context = await contextFor(wish);
    const frontEnd = new FrontEnd(context);
    let connections = 0;
    const place = { address: '127.0.0.1', port: 5061 };
    const server = createTcpServer((socket) => {
      frontEnd.handle(socket, { id: `front-end#${++connections}`, peer: place, local: place });
    });
    return { port: await listening(server), users: await proofs(context, wish) };
  },
  /** What it is compared with: as little around OpenSSL as possible. */
  echo: async (): Promise<MeasuredPort> => {
    return { port: await bareTls(await testContext(), echo), users: [] };
  },
  'web-http': async (): Promise<MeasuredPort> => ({ port: await webOverHttp(), users: [] }),
  'web-https': async (): Promise<MeasuredPort> => ({ port: await webOverHttps(), users: [] }),
  'express-http': async ({ answer }: ServerWish): Promise<MeasuredPort> => {
    const { body = Buffer.alloc(0), contentType = '' } = answer ?? {};
    return { port: await expressOver('http', body, contentType), users: [] };
  },
  'express-https': async ({ answer }: ServerWish): Promise<MeasuredPort> => {
    const { body = Buffer.alloc(0), contentType = '' } = answer ?? {};
    return { port: await expressOver('https', body, contentType), users: [] };
  },
  /** The TLS port with an echo behind it: what everything below SIP costs. */
  'port-echo': async (wish: ServerWish): Promise<MeasuredPort> => {
    const context = await contextFor(wish);
    const place = { service: 'front-end', address: '127.0.0.1', port: 0 };
    const { port } = await listenFrontEnd({ handle: echo } as unknown as FrontEnd, context, place);
    return { port, users: [] };
  },
};

/** As little around OpenSSL as possible. */
function bareTls({ deployment }: ServerContext, use: (socket: Duplex) => void): Promise<number> {
  const versions = { minVersion: 'TLSv1', maxVersion: 'TLSv1.3' } as const;
  const { tls } = deployment.certificates.default;
  const server = createTlsServer({ ...tls, ...versions, ciphers: SERVER_CIPHERS, honorCipherOrder: true }, use);
  return listening(server);
}

function echo(stream: Duplex): void {
  stream.on('error', () => {});
  stream.on('data', (bytes: Buffer) => stream.write(bytes));
}

async function contextFor({ journal, phones, scheme }: ServerWish): Promise<ServerContext> {
  const users: User[] = Array.from({ length: phones }, (_, i) => ({
    ...alice,
    name: `user${i}`,
    sipAddress: `user${i}@contoso.com`,
    password: new Secret(password),
  }));
  const context = await testContext({
    deployment: { users, frontEnd: { ...defaultFrontEndSettings, schemes: [scheme] } },
  });
  return journal ? context : { ...context, journal: new Journal({ time: context.clock, off: true }) };
}

async function proofs({ deployment, pool }: ServerContext, { phones, scheme }: ServerWish): Promise<BenchUser[]> {
  const epidOf = (i: number) => (i + 1).toString(16).padStart(10, '0');
  const { users } = deployment;
  if (scheme === 'NTLM') {
    return users.map(({ name, sipAddress }, i) => ({
      user: sipAddress,
      epid: epidOf(i),
      proof: { scheme, name, password },
    }));
  }
  const { privateKey, publicKey } = await generateRsaKey();
  const privateKeyDer = privateKey.export({ format: 'der', type: 'pkcs8' });
  const made: BenchUser[] = [];
  for (let i = 0; i < phones; i++) {
    const user = users[i]?.sipAddress ?? '';
    const certificate = await deployment.provisioning.issue({ publicKey, user, at: testDate });
    const { notAfter, thumbprint } = summarize(certificate);
    pool.certificates.publish({ user, deviceId: '{0}', thumbprint, certificate, notAfter });
    made.push({ user, epid: epidOf(i), proof: { scheme, certificate, privateKeyDer } });
  }
  return made;
}

function listening(server: Server | TlsServer): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}
