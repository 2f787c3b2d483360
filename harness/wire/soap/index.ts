export { tryBase64 } from './base64.js';
export {
  CERTIFICATE_BEARER_PORT,
  CERTIFICATE_BEARER_PORT_PATH,
  writeCertificateProvisioningMetadata,
} from './certificate-provisioning-metadata.js';
export { envelope, envelopeOf, parseEnvelope, type SoapEnvelope } from './envelope.js';
export { fault, parseFault, type SoapFault } from './fault.js';
export {
  type CertificateRequest,
  type RequestedLifetime,
  readGetAndPublishCertRequest,
  readGetAndPublishCertResponse,
  writeGetAndPublishCertRequest,
  writeGetAndPublishCertResponse,
} from './get-and-publish-cert.js';
export {
  GROUP_EXPANSION_PORT,
  GROUP_EXPANSION_PORT_PATH,
  writeGroupExpansionMetadata,
} from './group-expansion-metadata.js';
export {
  CERTIFICATE_PORT,
  CERTIFICATE_PORT_PATH,
  readIssuerAddress,
  readPortLocation,
  WEB_TICKET_PORT_PATHS,
  type WebTicketPort,
  writeWebTicketMetadata,
} from './metadata.js';
export {
  isMetadataRequest,
  readMetadataAnswer,
  writeMetadataAnswer,
  writeMetadataRequest,
} from './metadata-exchange.js';
export * from './namespaces.js';
export {
  MAX_ENTROPY_BYTES,
  MAX_KEY_SIZE,
  readRequestSecurityToken,
  type TicketRequest,
  writeRequestSecurityToken,
} from './request-security-token.js';
export {
  type IssuedTicket,
  readRequestSecurityTokenResponse,
  writeRequestSecurityTokenResponse,
} from './request-security-token-response.js';
export {
  isRootChainRequest,
  ROOT_CHAIN_OPERATION_GUESS,
  readRootChainResponse,
  writeRootChainRequest,
  writeRootChainResponse,
} from './root-chain.js';
export {
  readUsernameToken,
  type UsernameCredential,
  type UsernameTokenRule,
  writeUsernameToken,
} from './username-token.js';
