import { aastra, aries } from './aries.js';

/** Aastra (later Mitel) 6725ip, a desk phone with the USB port. */
export const aastra6725ip = aries({ name: '6725ip', ...aastra, usb: true });
