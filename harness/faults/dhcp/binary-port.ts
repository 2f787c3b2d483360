import { z } from 'zod';
import { subOptionCode } from '../../wire/option43/index.js';
import { faultKind } from '../kind.js';
import type { DhcpFault } from './dhcp-fault.js';
import { withSubOption } from './option43.js';
import { dhcpPoints } from './points.js';

/** Sub-option 4 is decimal text; a public Kea template declares it as a 16-bit number. */
export const binaryPort = faultKind<DhcpFault>()({
  do: 'binary-port',
  at: dhcpPoints,
  schema: () => z.strictObject({}),
  summary: 'Writes the port of Option 43 as a binary number instead of text.',
  example: {},
  explain: () => 'Sub-option 4 of Option 43 is the port as a binary number of two bytes instead of decimal text.',
  make: () => ({
    change: (reply) =>
      withSubOption(reply, subOptionCode.port, (text) => {
        const port = Number(text.toString('latin1'));
        return Number.isInteger(port) && port <= 0xffff ? Buffer.from([port >> 8, port & 0xff]) : text;
      }),
  }),
});
