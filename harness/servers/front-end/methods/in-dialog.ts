import type { Method } from './method.js';

/** Methods that make sense only in a dialog; there are no dialogs here (RFC 3261 12.2.2). */
export const inDialog: Method = () => ({ status: 481, reason: 'Call Leg/Transaction Does Not Exist' });
