export { decodeOption120, encodeOption120, type Option120 } from './option120.js';
