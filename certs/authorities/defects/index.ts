import type { Defect } from './defect.js';

export type { Defect } from './defect.js';

/** Every defect, for chains of `mintChain`. */
export const defects: readonly Defect[] = [];
