import { aries, hp } from './aries.js';

/** HP 4120, a desk phone with the USB port. */
export const hp4120 = aries({ name: '4120', ...hp, usb: true });
