import { createSecureContext, TLSSocket } from 'node:tls';
import fc from 'fast-check';
import { createEngineServer } from '../../harness/tls/engine/server.js';
import { memoryPair } from '../../harness/tls/index.js';
import type { FuzzTarget } from './target.js';
import { agreedDifferences, type HelloAnswer } from './tls-peer/agreed-differences.js';
import { helloBytes } from './tls-peer/hello-bytes.js';
import { identities, type PeerIdentity } from './tls-peer/identities.js';

const SUITE = 0x002f;

function engineAnswer(identity: PeerIdentity, hello: Buffer): HelloAnswer {
  let answer: HelloAnswer['answer'] = 'waits';
  let detail = '';
  const engine = createEngineServer(
    { identity, suites: [SUITE] },
    {
      send: (records) => {
        if (records[0] === 22) answer = 'accepted';
      },
      established: () => {},
      data: () => {},
      ended: () => {},
      warned: () => {},
      failed: (error) => {
        answer = 'refused';
        detail = error.message;
      },
    },
  );
  engine.start();
  engine.receive(hello);
  return { answer, detail };
}

/** OpenSSL as Node has it, with the same key, version and suite. */
async function nodeAnswer({ chain, privateKey }: PeerIdentity, hello: Buffer): Promise<HelloAnswer> {
  const [left, right] = memoryPair();
  const secureContext = createSecureContext({
    cert: pem(chain[0] ?? Buffer.alloc(0)),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1',
    ciphers: 'AES128-SHA:@SECLEVEL=0',
  });
  const socket = new TLSSocket(right, { isServer: true, secureContext });
  let detail = '';
  socket.on('error', (error) => {
    detail = error.message;
  });
  let first: number | undefined;
  const closed = new Promise<void>((resolve) => {
    left.on('data', (bytes: Buffer) => {
      first ??= bytes[0];
    });
    left.on('error', () => {}).on('close', resolve);
    right.on('close', resolve);
  });
  socket.resume();
  left.end(hello);
  await closed;
  // What OpenSSL had to say may be under way still.
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  socket.destroy();
  left.destroy();
  return { answer: first === 22 ? 'accepted' : first === 21 || /ssl/i.test(detail) ? 'refused' : 'waits', detail };
}

function pem(der: Buffer): string {
  return `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;
}

export const targets: readonly FuzzTarget[] = [
  {
    name: 'TLS 1.0 engine: a ClientHello is accepted or refused as by node:tls',
    property: fc.asyncProperty(helloBytes, async (hello) => {
      const { server } = await identities();
      const ours = engineAnswer(server, hello);
      const theirs = await nodeAnswer(server, hello);
      if (ours.answer === theirs.answer || agreedDifferences.some(({ applies }) => applies(ours, theirs))) return;
      throw new Error(
        `ours ${ours.answer} (${ours.detail}), node:tls ${theirs.answer} (${theirs.detail}): ${hello.toString('hex')}`,
      );
    }),
  },
];
