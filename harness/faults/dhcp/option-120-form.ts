import { z } from 'zod';
import { addressData, dhcpOption } from '../../wire/dhcp/index.js';
import { faultKind } from '../kind.js';
import type { DhcpFault } from './dhcp-fault.js';
import { withOption } from './option43.js';
import { dhcpPoints } from './points.js';

/** Lync needs a name, for TLS does; field tools warn of the other forms (failure catalogue N04). */
export const option120Form = faultKind<DhcpFault>()({
  do: 'option-120-form',
  at: dhcpPoints,
  schema: () =>
    z.strictObject({
      form: z
        .enum(['addresses', 'without-encoding', 'text'])
        .default('addresses')
        .describe('addresses: encoding 1. without-encoding: names without the byte before them. text: the plain name.'),
      address: z.ipv4().default('10.10.10.20').describe('The address told with encoding 1.'),
    }),
  summary: 'Sends Option 120 in a form no Lync client can use.',
  example: {},
  explain: ({ form, address }) =>
    form === 'addresses'
      ? `Option 120 holds the address ${address} (encoding 1) instead of a name.`
      : form === 'text'
        ? 'Option 120 holds the name as plain text.'
        : 'Option 120 lacks the byte that says how its names are encoded.',
  make: ({ form, address }) => ({
    change: (reply) =>
      withOption(reply, dhcpOption.sipServers, (value) => {
        if (form === 'addresses') return Buffer.concat([Buffer.from([1]), addressData([address])]);
        return form === 'text' ? plainText(value) : value.subarray(1);
      }),
  }),
});

/** The labels of the first name, with dots between them. */
function plainText(value: Buffer): Buffer {
  const labels: string[] = [];
  for (let at = 1; at < value.length; ) {
    const length = value[at] ?? 0;
    if (length === 0 || length > 63) break;
    labels.push(value.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return Buffer.from(labels.join('.'), 'latin1');
}
