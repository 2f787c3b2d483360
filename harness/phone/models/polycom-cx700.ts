import { polycom } from './aries.js';
import { tanjay } from './tanjay.js';

/** Polycom CX700. */
export const cx700 = tanjay({ name: 'CX700', ...polycom });
