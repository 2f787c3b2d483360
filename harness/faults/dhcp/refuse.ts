import { z } from 'zod';
import { dhcpMessageType, dhcpOption } from '../../wire/dhcp/index.js';
import { faultKind } from '../kind.js';
import type { DhcpFault } from './dhcp-fault.js';

/** A DHCPNAK: the client must start over (RFC 2131, section 3.1). */
export const refuse = faultKind<DhcpFault>()({
  do: 'refuse',
  at: ['dhcp.request'],
  schema: () => z.strictObject({}),
  summary: 'Refuses the address with a DHCPNAK.',
  example: {},
  explain: () => 'The address is refused with a DHCPNAK.',
  make: () => ({
    change: (reply) => ({
      ...reply,
      ciaddr: '0.0.0.0',
      yiaddr: '0.0.0.0',
      options: [
        { code: dhcpOption.messageType, data: Buffer.from([dhcpMessageType.nak]) },
        ...reply.options.filter(({ code }) => kept.includes(code)),
      ],
    }),
  }),
});

const kept: readonly number[] = [dhcpOption.serverIdentifier, dhcpOption.relayAgentInformation];
