import type { EngineOutput, TlsEngine } from './engine.js';
import type { EngineServerOptions } from './options.js';
import { EngineServer } from './server/engine-server.js';

/** The server's side of one TLS 1.0 connection. Throws TLS_CERTIFICATE_UNUSABLE for an identity that cannot serve. */
export function createEngineServer(options: EngineServerOptions, output: EngineOutput): TlsEngine {
  return new EngineServer(options, output);
}
