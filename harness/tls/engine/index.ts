export { createEngineClient } from './client.js';
export type { EngineOutput, TlsEngine } from './engine.js';
export { EngineAlert } from './engine-alert.js';
export {
  type DirectionKeys,
  exporter,
  keyBlock,
  keyLogLine,
  masterSecret,
  verifyData,
} from './key-block.js';
export type {
  EngineClientOptions,
  EngineIdentity,
  EngineServerOptions,
  EngineSession,
  ServerQuirks,
  SessionStore,
} from './options.js';
export { type OpenedRecord, RecordLayer, type RecordLayerOptions } from './record/index.js';
export { createEngineServer } from './server.js';
export { MAX_SESSIONS, MemorySessionStore, type MemorySessionStoreOptions } from './session-store.js';
export { type EngineSuite, engineSuite, engineSuiteNamed, engineSuites } from './suite.js';
export { Transcript } from './transcript.js';
