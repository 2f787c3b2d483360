import { aries, polycom } from './aries.js';

/** Polycom CX3000, a conference phone; with the USB port (documented of it as of the desk phones). */
export const cx3000 = aries({ name: 'CX3000', ...polycom, usb: true });
