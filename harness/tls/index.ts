export { type AcceptTlsOptions, acceptTls, HANDSHAKE_TIMEOUT_MS, HELLO_TIMEOUT_MS } from './accept.js';
export {
  type ConnectTlsOptions,
  connectTls,
  type Judgement,
  PHONE_HANDSHAKE_TIMEOUT_MS,
  type PhoneTlsVersion,
  type RefusalShape,
} from './connect.js';
export { MAX_FIRST_FLIGHT_BYTES } from './first-flight.js';
export { memoryPair } from './memory-pair.js';
export type { TlsObservation, TlsRefusal, TlsStage } from './observation.js';
export { SERVER_CIPHERS, type ServerIdentity, serverSecureContext } from './server-context.js';
