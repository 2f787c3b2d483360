import { aries, polycom } from './aries.js';

/** Polycom CX500, a common-area phone: PIN alone. */
export const cx500 = aries({ name: 'CX500', ...polycom, usb: false });
