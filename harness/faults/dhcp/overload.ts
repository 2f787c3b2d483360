import { z } from 'zod';
import { type DhcpOption, dhcpOption, encodeOptions } from '../../wire/dhcp/index.js';
import { faultKind } from '../kind.js';
import type { DhcpFault } from './dhcp-fault.js';
import { dhcpPoints } from './points.js';

const FILE_BYTES = 127;

/** Option 52: options in the field `file`. Whether a phone looks there is unknown. */
export const overload = faultKind<DhcpFault>()({
  do: 'overload',
  at: dhcpPoints,
  schema: () => z.strictObject({}),
  summary: 'Moves Option 43 into the field file (Option 52).',
  example: {},
  explain: () => 'Option 43 stands in the field file, as Option 52 allows.',
  make: () => ({
    change: (reply) => {
      const moved = reply.options.find(({ code }) => code === dhcpOption.vendorSpecific);
      if (!moved || moved.data.length + 2 > FILE_BYTES || reply.file.length > 0) return reply;
      const mark: DhcpOption = { code: dhcpOption.overload, data: Buffer.from([1]) };
      const rest = reply.options.filter((each) => each !== moved);
      return { ...reply, file: encodeOptions([moved]), options: rest.toSpliced(2, 0, mark) };
    },
  }),
});
