import { z } from 'zod';
import { changeKind } from '../kind.js';

const hostName = z
  .string()
  .regex(/^(?=.{1,180}$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})+$/i, 'not a fully qualified domain name')
  .nullable()
  .optional();

export const dhcpOptions = changeKind({
  do: 'dhcp-options',
  summary: 'Options of the DHCP server are changed; answers from then on have them.',
  schema: () =>
    z
      .strictObject({
        option43: z.boolean().optional().describe('Whether DHCP knows Option 43 for MS-UC-Client.'),
        option120: z.boolean().optional().describe('Whether DHCP knows Option 120.'),
        webServer: hostName.describe('The server named by Option 43; null for the web host.'),
        registrar: hostName.describe('The name in Option 120; null for the Registrar.'),
      })
      .refine((options) => Object.keys(options).length > 0, 'at least one option'),
  example: { option43: true, webServer: 'lyncweb.contoso.test' },
  explain: (options) => {
    const parts = Object.entries(options).map(([name, value]) => `${name} to ${value ?? 'what was deployed'}`);
    return `the DHCP server sets ${parts.join(' and ')}`;
  },
  calls: (options) => [{ request: 'POST /v1/dhcp/options', body: options }],
});
