import { z } from 'zod';
import { subOptionCode } from '../../wire/option43/index.js';
import { faultKind } from '../kind.js';
import type { DhcpFault } from './dhcp-fault.js';
import { withSubOption } from './option43.js';
import { dhcpPoints } from './points.js';

/** An example in the documentation of Add-DhcpServerv4Class once gave sub-option 5 the bytes of "https". */
export const httpsPath = faultKind<DhcpFault>()({
  do: 'https-path',
  at: dhcpPoints,
  schema: () => z.strictObject({}),
  summary: 'Puts "https" where the path of Option 43 belongs.',
  example: {},
  explain: () => 'Sub-option 5 of Option 43 is "https" instead of the path.',
  make: () => ({ change: (reply) => withSubOption(reply, subOptionCode.path, () => Buffer.from('https')) }),
});
