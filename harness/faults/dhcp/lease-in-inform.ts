import { z } from 'zod';
import { dhcpOption } from '../../wire/dhcp/index.js';
import { faultKind } from '../kind.js';
import type { DhcpFault } from './dhcp-fault.js';

/** An answer to INFORM must have neither a lease time nor yiaddr (RFC 2131, section 4.3.5); some servers send both. */
export const leaseInInform = faultKind<DhcpFault>()({
  do: 'lease-in-inform',
  at: ['dhcp.inform'],
  schema: () => z.strictObject({}),
  summary: 'Answers an INFORM with a lease.',
  example: {},
  explain: () => 'The answer to the INFORM has yiaddr and a lease time, which it must not have.',
  make: () => ({
    change: (reply) => ({
      ...reply,
      yiaddr: reply.ciaddr,
      options: reply.options.toSpliced(2, 0, { code: dhcpOption.leaseTime, data: Buffer.from([0, 0, 0x0e, 0x10]) }),
    }),
  }),
});
