import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import type { Duplex } from 'node:stream';
import { type ConnectionOptions, connect as connectNode } from 'node:tls';
import { connectTls10 } from '../../../harness/tls/engine/socket/index.js';

/** A client with a finished handshake. */
export type Client = (port: number) => Promise<Duplex>;

export function engineClient(suite: number): Client {
  return async (port) => {
    const stream = connectTls10(connectTcp(port, '127.0.0.1'), { suites: [suite] });
    await once(stream, 'secure');
    return stream;
  };
}

export function nodeClient(options: ConnectionOptions): Client {
  return async (port) => {
    const stream = connectNode({ host: '127.0.0.1', port, rejectUnauthorized: false, ...options });
    await once(stream, 'secureConnect');
    return stream;
  };
}

/**
 * Says goodbye and waits for the server's. At TLS 1.3 a client that breaks off when its own handshake is done has not sent its
 * Finished yet, so that the server would see nothing but refusals.
 */
async function leave(stream: Duplex): Promise<void> {
  const closed = once(stream, 'close');
  stream.resume().end();
  await closed;
}

/** So many full handshakes, a few at a time; the server's work is the same however they overlap. */
export async function handshakes(client: Client, port: number, count: number): Promise<number> {
  let started = 0;
  const next = async () => {
    while (started++ < count) await leave(await client(port));
  };
  await Promise.all([next(), next(), next()]);
  return count;
}
