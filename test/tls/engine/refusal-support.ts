import { X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';
import type { EngineServerOptions } from '../../../harness/tls/engine/index.js';
import { encodeClientHello } from '../../../harness/wire/tls/index.js';
import { serverIdentity } from './handshake-support.js';
import { PuppetClient } from './puppets.js';

/** A certificate whose key no suite of the engine can use. */
export async function ellipticCertificate(): Promise<{ der: Buffer; key: string }> {
  const made = await generate([{ name: 'commonName', value: 'phone.contoso.test' }], { keyType: 'ec' });
  return { der: new X509Certificate(made.cert).raw, key: made.private };
}

export const random = Buffer.alloc(32, 5);
/** The body of a ClientHello for 3DES. */
export const helloBody = (fields: Partial<Parameters<typeof encodeClientHello>[0]> = {}) =>
  encodeClientHello({ version: 0x0301, random, suites: [0x000a], ...fields });

/** A hand-made client before its hello. */
export async function server(options: Partial<EngineServerOptions> = {}): Promise<PuppetClient> {
  return new PuppetClient({ identity: (await serverIdentity()).identity, ...options });
}

/** The same with its handshake behind it. */
export async function established(): Promise<PuppetClient> {
  const client = await server();
  client.hello();
  client.exchange();
  client.changeCipher();
  client.finished();
  return client;
}
