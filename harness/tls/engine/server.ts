import type { EngineOutput, TlsEngine } from './engine.js';
import type { EngineServerOptions } from './options.js';

/** The server's side of one TLS 1.0 connection. */
export function createEngineServer(_options: EngineServerOptions, _output: EngineOutput): TlsEngine {
  throw new Error('not yet');
}
