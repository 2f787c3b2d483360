export { SipRelay } from './relay.js';
