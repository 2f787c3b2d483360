import type { Duty } from './duty.js';

/** CRLF CRLF once nothing was sent for as long as the registrar asked (MS-CONMGMT 3.4.5, observed of pidgin-sipe). */
export const keepAlive: Duty = {
  name: 'keep-alive',
  dueAt: ({ registration }) => {
    const { current } = registration;
    const interval = current?.granted?.terms.keepAliveMs;
    return current === undefined || interval === undefined ? undefined : current.connection.lastSent + interval;
  },
  run: async ({ registration }) => {
    registration.current?.connection.keepAlive();
    return undefined;
  },
};
