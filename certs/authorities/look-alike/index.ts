export { compareCertificates, type FieldDifference } from './differences.js';
export type { KeyShape, NewKey } from './keys.js';
export { type LookAlike, type LookAlikeOptions, MAX_ORIGINALS, mintLookAlike } from './mint.js';
