export { MAX_SPNEGO_BYTES } from './der.js';
export {
  decodeSpnego,
  encodeSpnegoInit,
  encodeSpnegoResponse,
  type NegotiationState,
  type SpnegoMechanism,
  type SpnegoToken,
} from './token.js';
