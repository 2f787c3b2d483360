export { type AcceptTlsOptions, acceptTls, HANDSHAKE_TIMEOUT_MS, HELLO_TIMEOUT_MS } from './accept.js';
export {
  type ConnectTlsOptions,
  connectTls,
  type Judgement,
  PHONE_HANDSHAKE_TIMEOUT_MS,
  type RefusalShape,
} from './connect.js';
export type { EngineSession } from './engine/options.js';
export { MAX_FIRST_FLIGHT_BYTES } from './first-flight.js';
export { memoryPair } from './memory-pair.js';
export type {
  TlsEngineName,
  TlsObservation,
  TlsRefusal,
  TlsRefusalReason,
  TlsStage,
  TlsWarning,
} from './observation.js';
export type { OpensslOffer, PhoneTlsOffer, PhoneTlsVersion, Tls10Offer } from './offer.js';
export { type PortCertificate, TlsPort, type TlsPortOptions, tlsPort } from './port.js';
export { SERVER_CIPHERS, type ServerIdentity, serverSecureContext } from './server-context.js';
export {
  type ChosenEngine,
  chooseEngine,
  defaultTlsSettings,
  type EngineChoice,
  isSuiteName,
  mergeTlsSettings,
  portSettings,
  type ServedSuite,
  type ServerTlsVersion,
  servedSuites,
  serverVersions,
  type TlsPortSettings,
  type TlsSettings,
} from './settings/index.js';
export type { TlsStream } from './stream.js';
