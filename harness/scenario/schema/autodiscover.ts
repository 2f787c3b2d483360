import { z } from 'zod';

const fqdn = z
  .string()
  .regex(/^(?=.{1,253}$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})+$/i, 'not a fully qualified domain name')
  .transform((name) => name.toLowerCase());

/** Lync autodiscover. */
export const autodiscoverSchema = z.strictObject({
  internalName: z.boolean().optional().describe('Whether DNS has lyncdiscoverinternal.<SIP domain>.'),
  externalName: z.boolean().optional().describe('Whether DNS has lyncdiscover.<SIP domain>.'),
  accessLocation: z
    .enum(['Internal', 'External'])
    .optional()
    .describe('Where clients are taken to be; by the name and port they came to when absent.'),
  redirectTo: fqdn
    .optional()
    .describe('Web services the https Root sends everybody to; asked by that name it answers itself.'),
  redirectBack: z
    .boolean()
    .optional()
    .describe('Whether the web services of redirectTo send everybody back here; false when absent.'),
  sipServer: z
    .strictObject({ fqdn: fqdn.optional(), port: z.int().min(1).max(65_535).optional() })
    .optional()
    .describe('Name and port SIP clients are told, instead of those of the user’s pool or the Edge.'),
  homeUnknown: z.array(z.string().min(1)).max(1000).optional().describe('Account names nobody knows the pool of.'),
});

export type AutodiscoverSpec = z.infer<typeof autodiscoverSchema>;
