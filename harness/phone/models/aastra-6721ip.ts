import { aastra, aries } from './aries.js';

/** Aastra (later Mitel) 6721ip, a common-area phone: PIN alone. */
export const aastra6721ip = aries({ name: '6721ip', ...aastra, usb: false });
