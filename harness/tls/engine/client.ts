import { EngineClient } from './client/engine-client.js';
import type { EngineOutput, TlsEngine } from './engine.js';
import type { EngineClientOptions } from './options.js';

/** The client's side of one TLS 1.0 connection. Throws TLS_CERTIFICATE_UNUSABLE for an identity that cannot be shown. */
export function createEngineClient(options: EngineClientOptions, output: EngineOutput): TlsEngine {
  return new EngineClient(options, output);
}
