export type { FrontEndConnection } from './connection/place.js';
export { FrontEnd, type FrontEndOptions } from './front-end.js';
export {
  ASSOCIATION_MS,
  HALF_OPEN_MS,
  IDLE_TIMEOUT_MS,
  KEEP_ALIVE_SECONDS,
  MAX_ASSOCIATIONS,
  MAX_HALF_OPEN,
  REGISTRATION_SECONDS,
} from './limits.js';
export { listenFrontEnd } from './listen.js';
