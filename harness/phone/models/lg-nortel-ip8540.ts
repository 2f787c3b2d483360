import { tanjay } from './tanjay.js';

/** LG-Nortel (later LG-Ericsson) IP8540, the CX700 of another vendor. */
export const ip8540 = tanjay({ name: 'IP8540', vendor: 'LG-Nortel', oui: '00:40:5a' });
