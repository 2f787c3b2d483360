import { z } from 'zod';
import { HarnessError } from '../../foundation/errors/index.js';
import { formatMac, parseMac } from '../../wire/dhcp/index.js';

/** More than any case needs; a scenario is written by hand. */
const MAX_RECORDS = 500;
const MAX_DEVICES = 100;

const name = z
  .string()
  .regex(/^(?=.{1,253}$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*$/i, 'not a domain name')
  .transform((text) => text.toLowerCase());
const number = z.int().min(0).max(65_535);

const recordSchema = z
  .discriminatedUnion('type', [
    z.strictObject({ name, type: z.literal('A'), address: z.ipv4('not an IPv4 address') }),
    z.strictObject({ name, type: z.literal('AAAA'), address: z.ipv6('not an IPv6 address') }),
    z.strictObject({ name, type: z.literal('CNAME'), target: name }),
    z.strictObject({ name, type: z.literal('NS'), target: name }),
    z.strictObject({
      name,
      type: z.literal('SRV'),
      target: name,
      port: number,
      priority: number.optional().describe('0 when absent; the lowest is tried first.'),
      weight: number.optional().describe('0 when absent.'),
    }),
  ])
  .meta({ id: 'dnsRecord' });

const removedSchema = z
  .strictObject({
    name,
    type: z.enum(['A', 'AAAA', 'CNAME', 'NS', 'SRV']).optional().describe('Every record of the name when absent.'),
  })
  .meta({ id: 'dnsRecordRemoved' });

const changes = {
  records: z
    .array(recordSchema)
    .max(MAX_RECORDS)
    .optional()
    .describe('Records beside those the deployment needs; a name that is nobody’s becomes a zone of its own.'),
  removed: z.array(removedSchema).max(MAX_RECORDS).optional().describe('Records taken away before any is added.'),
};

const mac = z.string().refine((text) => macOf(text) !== undefined, 'a MAC address such as 00:04:f2:aa:bb:cc');

/** The name server. */
export const nameServiceSchema = z.strictObject({
  ...changes,
  ttl: z.int().min(0).max(86_400).optional().describe('Seconds every record may be kept; 60 when absent.'),
  devices: z
    .record(mac, z.strictObject(changes))
    .refine((devices) => Object.keys(devices).length <= MAX_DEVICES, `not more than ${MAX_DEVICES} devices`)
    .optional()
    .describe('By MAC address: what single devices see on top of it.'),
});

export type NameServiceSpec = z.infer<typeof nameServiceSchema>;

/** A MAC address in the one form everything is keyed by. */
export function macOf(text: string): string | undefined {
  try {
    return formatMac(parseMac(text));
  } catch (error) {
    if (error instanceof HarnessError) return undefined;
    throw error;
  }
}
