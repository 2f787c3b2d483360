import { z } from 'zod';
import { dhcpOption } from '../../wire/dhcp/index.js';
import { faultKind } from '../kind.js';
import type { DhcpFault } from './dhcp-fault.js';
import { withOption, withSubOptions } from './option43.js';
import { dhcpPoints } from './points.js';

/** The definitions on a Windows server are of type String instead of Binary. */
export const textInsteadOfBytes = faultKind<DhcpFault>()({
  do: 'text-instead-of-bytes',
  at: dhcpPoints,
  schema: () =>
    z.strictObject({
      of: z
        .enum(['values', 'option'])
        .default('values')
        .describe('values: each sub-option holds hex digits. option: all of Option 43 does, cut after 255.'),
    }),
  summary: 'Sends the hex digits of Option 43 as text.',
  example: {},
  explain: ({ of }) =>
    of === 'values'
      ? 'Each sub-option of Option 43 holds the hex digits of its value as text.'
      : 'Option 43 holds the hex digits of its value as text.',
  make: ({ of }) => ({
    change: (reply) =>
      of === 'values'
        ? withSubOptions(reply, (all) => all.map(({ code, data }) => ({ code, data: hexText(data) })))
        : withOption(reply, dhcpOption.vendorSpecific, hexText),
  }),
});

function hexText(data: Buffer): Buffer {
  return Buffer.from(data.toString('hex').slice(0, 254), 'latin1');
}
