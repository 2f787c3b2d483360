import { aries, hp } from './aries.js';

/** HP 4110, a common-area phone: PIN alone. */
export const hp4110 = aries({ name: '4110', ...hp, usb: false });
