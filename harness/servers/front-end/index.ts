export type { FrontEndConnection } from './connection/place.js';
export { Edge } from './edge.js';
export { FrontEnd, type FrontEndOptions } from './front-end.js';
export {
  ASSOCIATION_MS,
  HALF_OPEN_MS,
  IDLE_TIMEOUT_MS,
  MAX_ASSOCIATIONS,
  MAX_ENDPOINTS,
  MAX_HALF_OPEN,
} from './limits.js';
export { listenFrontEnd } from './listen.js';
export { type DeregistrationEvent, deregistrationEvents } from './register/deregistration.js';
export { Registrar } from './register/registrar.js';
export { SipRelay } from './relay/index.js';
export type { ConnectionNumbers, SipService } from './sip-service.js';
