export { parseAddress, type SipAddress } from './address.js';
export { checkAllButCSeq, checkCSeq, checkRequest } from './check-request.js';
export { CredentialParameters } from './credential-parameters.js';
export {
  type CredentialParameter,
  formatCredentials,
  formatParameters,
  parseCredentials,
  type SipCredentials,
} from './credentials.js';
export { type CSeq, parseCSeq } from './cseq.js';
export { type FramedSip, type InvalidSip, SipFramer } from './framer.js';
export { canonicalHeaderName, header, headerValues, isHeader, nextHeader } from './headers.js';
export { gruuIdentifier, instanceFromEpid } from './identifiers.js';
export type { Likeness } from './known-head.js';
export {
  MAX_HEADER_COUNT,
  MAX_SIP_BODY,
  MAX_SIP_HEADER_LINE,
  MAX_SIP_HEADERS_BYTES,
  type SipLimits,
} from './limits.js';
export { listValues } from './list.js';
export type { SipHeader, SipMessage, SipRequest, SipResponse } from './message.js';
export { MAX_SIP_PARAMETERS } from './parameters.js';
export { parseSip } from './parse.js';
export type { SipRefusal } from './refusal.js';
export { serializeSip } from './serialize.js';
export { parseVia, type SipVia } from './via.js';
export { WrittenHeader } from './written-header.js';
