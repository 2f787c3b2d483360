export { type KeptPhone, keptOf, restore } from './kept-phone.js';
export { readKept } from './read.js';
export { KEPT_VERSION } from './schema.js';
export { writeKept } from './write.js';
