import type { EngineOutput, TlsEngine } from './engine.js';
import type { EngineClientOptions } from './options.js';

/** The client's side of one TLS 1.0 connection. */
export function createEngineClient(_options: EngineClientOptions, _output: EngineOutput): TlsEngine {
  throw new Error('not yet');
}
