import { z } from 'zod';
import { faultKind } from '../kind.js';
import type { DhcpFault } from './dhcp-fault.js';
import { dhcpPoints } from './points.js';

const PAD = 0;
const END = 0xff;

/** The message stops with its last option, without the end mark every message needs (RFC 2131, section 4.1). */
export const missingEnd = faultKind<DhcpFault>()({
  do: 'missing-end',
  at: dhcpPoints,
  schema: () => z.strictObject({}),
  summary: 'Leaves out the end mark of the message.',
  example: {},
  explain: () => 'The message ends without its end mark.',
  make: () => ({
    bytes: (bytes) => {
      const last = bytes.findLastIndex((byte) => byte !== PAD);
      return bytes[last] === END ? bytes.subarray(0, last) : bytes;
    },
  }),
});
