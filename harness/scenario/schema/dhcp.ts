import { z } from 'zod';
import { dhcpModes } from '../../deployment/index.js';

const ipv4 = z.ipv4('not an IPv4 address');
const fqdn = z
  .string()
  .regex(/^(?=.{1,180}$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})+$/i, 'not a fully qualified domain name')
  .transform((name) => name.toLowerCase());
const text = z.string().regex(/^[\x21-\x7e]{1,200}$/, 'up to 200 visible ASCII characters');
const seconds = z.int().min(1).max(0xfffffffe);
const vlan = z.int().min(1).max(4094);

const contents = {
  option43: z.boolean().optional().describe('Whether DHCP knows Option 43 for MS-UC-Client.'),
  option120: z.boolean().optional().describe('Whether DHCP knows Option 120.'),
  webServer: fqdn.optional().describe('The server named by Option 43, sub-option 3, instead of the web host.'),
  registrar: fqdn.optional().describe('The name in Option 120, instead of the Registrar.'),
};

const scopeSchema = z
  .strictObject({
    subnet: z.cidrv4('a subnet such as 10.77.0.0/24').describe('The subnet, such as 10.77.0.0/24.'),
    from: ipv4.describe('First address leased.'),
    to: ipv4.describe('Last address leased.'),
    router: ipv4.optional().describe('Option 3.'),
    vlan: vlan.optional().describe('Phones of this subnet are in this voice VLAN already, and are told of none.'),
  })
  .refine(rangeInSubnet, 'from and to lie in the subnet, in this order')
  .describe('A subnet that is leased; others than the server’s own are reached through a relay.');

/** The DHCP server. */
export const dhcpSchema = z.strictObject({
  ...contents,
  mode: z
    .enum(dhcpModes)
    .optional()
    .describe(
      'inform-only, when absent: beside the network’s own server. registrar: as Set-CsRegistrarConfiguration ' +
        '-EnableDHCPServer. full: leases addresses; off loopback by `serve --dhcp full` alone.',
    ),
  classless: z.boolean().optional().describe('Option 43 goes to every class, as a plain Cisco IOS pool gives it.'),
  registrarOption43: z
    .boolean()
    .optional()
    .describe('Whether the registrar mode has Option 43; true when absent, for sources disagree.'),
  voiceVlan: z
    .strictObject({
      id: vlan,
      form: z.enum(['word', 'dword', 'text']).optional().describe('Width of the number; word, two bytes, when absent.'),
    })
    .optional()
    .describe('Option 43, sub-option 10, for class CPE-OCPHONE.'),
  scopes: z
    .array(scopeSchema)
    .min(1)
    .max(50)
    .optional()
    .describe('What is leased; of the server’s own subnet when absent.'),
  lease: z
    .strictObject({
      seconds: seconds.describe('Option 51.'),
      renewal: seconds.optional().describe('T1, Option 58; half of the lease when absent.'),
      rebinding: seconds.optional().describe('T2, Option 59; seven eighths of the lease when absent.'),
    })
    .optional()
    .describe('Times of a lease; eight days when absent, as a Windows server has them.'),
  authoritative: z.boolean().optional().describe('false: unknown clients are not answered instead of refused.'),
  timeOffset: z.int().min(-86_400).max(86_400).optional().describe('Option 2, seconds east of UTC.'),
  timeServer: z.boolean().optional().describe('true: Option 4 names the time server too.'),
  searchList: z.array(fqdn).min(1).max(10).optional().describe('Option 119.'),
  provisioning: z
    .strictObject({ 66: text.optional(), 160: text.optional(), 161: text.optional() })
    .optional()
    .describe('Options 66, 160 and 161, by which other makers’ phones find their provisioning server.'),
  overload: z.boolean().optional().describe('true: what does not fit goes into the fields file and sname (Option 52).'),
  second: z
    .strictObject({
      ...contents,
      mode: z
        .enum(['inform-only', 'registrar'])
        .optional()
        .describe('registrar: a Registrar that answers phones for itself; inform-only when absent.'),
      address: ipv4.optional().describe('Option 54 of the second server.'),
      answers: z
        .enum(['first', 'last'])
        .optional()
        .describe('Whose answer leaves first; the second server’s when absent.'),
    })
    .optional()
    .describe('A second DHCP server, which answers INFORM on the same segment.'),
});

export type DhcpSpec = z.infer<typeof dhcpSchema>;

function rangeInSubnet({ subnet, from, to }: { subnet: string; from: string; to: string }): boolean {
  const [network = '', prefix = ''] = subnet.split('/');
  const size = 2 ** (32 - Number(prefix));
  const number = (address: string) => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const inside = (address: string) => Math.floor(number(address) / size) === Math.floor(number(network) / size);
  return inside(from) && inside(to) && number(from) <= number(to);
}
