import type { Handshake, Scheme } from './scheme.js';

/**
 * Kerberos as real servers list it (MS-SIP 4.1), and as a server without a key for tickets takes it: every ticket is
 * refused, so that a client shows whether it goes on with the next scheme. Nobody here issues tickets.
 */
export function kerberos(fqdn: string): Scheme {
  return { name: 'Kerberos', targetname: `sip/${fqdn}`, challenge: [], begin: () => refusesTickets };
}

const refusesTickets: Handshake = {
  step: async () => ({ state: 'failed', problem: 'kerberos-not-served' }),
  end: () => {},
};
