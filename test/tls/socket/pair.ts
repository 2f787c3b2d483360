import { createPrivateKey } from 'node:crypto';
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { MemorySessionStore } from '../../../harness/tls/engine/index.js';
import type { EngineClientOptions, EngineServerOptions } from '../../../harness/tls/engine/options.js';
import { connectTls10, type EngineSocket, serveTls10 } from '../../../harness/tls/engine/socket/index.js';
import { memoryPair } from '../../../harness/tls/index.js';
import { serverCertificate } from '../support.js';

export const rc4 = 0x0005;
export const des3 = 0x000a;

export interface SocketPair {
  readonly server: EngineSocket;
  readonly client: EngineSocket;
  /** Below them. */
  readonly near: Duplex;
  readonly far: Duplex;
}

export async function serverOptions(more: Partial<EngineServerOptions> = {}): Promise<EngineServerOptions> {
  const { tls, chain } = await serverCertificate();
  if (!('key' in tls)) throw new TypeError('the minted certificate has no PEM key');
  const identity = { chain, privateKey: createPrivateKey(tls.key) };
  return { identity, sessions: new MemorySessionStore(), ...more };
}

/** Both ends of a connection in memory, the handshake not done yet. */
export async function startPair(
  client: Partial<EngineClientOptions> = {},
  server: Partial<EngineServerOptions> = {},
): Promise<SocketPair> {
  const options = await serverOptions(server);
  const [near, far] = memoryPair();
  return {
    server: serveTls10(near, options),
    client: connectTls10(far, { suites: [rc4], ...client }),
    near,
    far,
  };
}

/** Both ends of an established connection. */
export async function establishedPair(...args: Parameters<typeof startPair>): Promise<SocketPair> {
  const pair = await startPair(...args);
  await Promise.all([once(pair.server, 'secure'), once(pair.client, 'secureConnect')]);
  return pair;
}

/** Everything a stream gives, as text, to its end; the stream is left as it is then. */
export async function textOf(stream: Duplex): Promise<string> {
  const parts: Buffer[] = [];
  stream.on('data', (part: Buffer) => parts.push(part));
  await once(stream, 'end');
  return Buffer.concat(parts).toString('latin1');
}
