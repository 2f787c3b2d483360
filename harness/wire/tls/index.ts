export { type AlertName, alertNames, encodeAlert, parseAlert } from './alert.js';
export { encodeCertificateMessage, MAX_CHAIN_LENGTH, parseCertificateMessage } from './certificate-message.js';
export {
  type CertificateRequest,
  clientCertificateType,
  encodeCertificateRequest,
  MAX_AUTHORITIES,
  parseCertificateRequest,
} from './certificate-request.js';
export { encodeCertificateVerify, parseCertificateVerify } from './certificate-verify.js';
export { cipherSuiteName, isGrease, isLegacySuite, isSignallingSuite } from './cipher-suite.js';
export { type ClientHello, parseClientHello } from './client-hello.js';
export { type ClientKeyExchangeForm, encodeClientKeyExchange, parseClientKeyExchange } from './client-key-exchange.js';
export { type ClientHelloFields, encodeClientHello, encodeSslv2ClientHello } from './encode-client-hello.js';
export { encodeServerHello, type ServerHelloFields } from './encode-server-hello.js';
export { type Extension, extensionName, extensionType } from './extension.js';
export { type FirstBytes, MAX_FIRST_BYTES, recognizeFirstBytes } from './first-bytes.js';
export {
  encodeHandshake,
  type HandshakeMessage,
  HandshakeReader,
  handshakeType,
  handshakeTypeName,
  MAX_HANDSHAKE_MESSAGE,
} from './handshake.js';
export { helloLength } from './hello-length.js';
export type { HelloSuite } from './hello-shape.js';
export {
  countRecords,
  encodeRecords,
  MAX_PLAIN_FRAGMENT,
  MAX_RECORD_FRAGMENT,
  RECORD_HEADER_LENGTH,
  readRecordHeader,
  recordType,
  type TlsRecord,
  TlsRecordReader,
} from './record.js';
export { encodeRenegotiationInfo, parseRenegotiationInfo } from './renegotiation-info.js';
export { parseServerHello, type ServerHello } from './server-hello.js';
export { encodeServerName, MAX_SERVER_NAME } from './server-name.js';
export { parseSslv2ClientHello } from './sslv2-client-hello.js';
export { tlsVersion, versionName } from './version.js';
