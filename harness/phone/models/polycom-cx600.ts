import { aries, polycom } from './aries.js';

/** Polycom CX600, a desk phone with the USB port. */
export const cx600 = aries({ name: 'CX600', ...polycom, usb: true });
