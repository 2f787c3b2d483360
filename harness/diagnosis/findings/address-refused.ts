import { type FindingKind, shows } from '../finding.js';

const REFUSED = 'DHCPNAK';

export const addressRefused: FindingKind = {
  id: 'address-refused',
  explain: () => 'DHCP offers the phone an address and refuses it when the phone takes it.',
  diagnose: (evidence) => {
    const refusals = evidence.all('dhcp.reply').filter(({ message }) => message === REFUSED);
    const last = refusals.at(-1);
    if (!last || evidence.all('dhcp.reply').some(({ message }) => message === 'DHCPACK')) return undefined;
    return {
      id: 'address-refused',
      sentence: `DHCP server ${last.server ?? ''} refused the phone its address ${refusals.length} time(s), so it never got one.`,
      evidence: [shows(last, `${REFUSED}: ${last.row ?? 'no reason given'}`)],
      remedies: [
        'Look for a second DHCP server or a failover partner with other leases on this segment.',
        'Check that the scope of the relay’s address is the one the phone’s VLAN is in.',
      ],
      source: 'RFC 2131, section 4.3.2',
    };
  },
};
