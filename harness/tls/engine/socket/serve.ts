import type { Duplex } from 'node:stream';
import type { EngineServerOptions } from '../options.js';
import { createEngineServer } from '../server.js';
import { EngineSocket } from './engine-socket.js';

/** Serves TLS 1.0 on a connection, with the suites OpenSSL dropped too. The hello is still to come. */
export function serveTls10(stream: Duplex, options: EngineServerOptions): EngineSocket {
  return new EngineSocket(stream, (output) => createEngineServer(options, output));
}
