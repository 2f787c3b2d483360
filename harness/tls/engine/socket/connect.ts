import type { Duplex } from 'node:stream';
import { createEngineClient } from '../client.js';
import type { EngineClientOptions } from '../options.js';
import { EngineSocket } from './engine-socket.js';

/** Speaks TLS 1.0 to a server on a connection; the hello is sent at once. The chain is the caller's to judge. */
export function connectTls10(stream: Duplex, options: EngineClientOptions): EngineSocket {
  return new EngineSocket(stream, (output) => createEngineClient(options, output));
}
