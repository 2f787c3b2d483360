import { z } from 'zod';
import { anonymousRights, directoryStores } from '../../deployment/index.js';

const domain = z
  .string()
  .regex(/^(?=.{1,253}$)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*$/i, 'not a DNS name')
  .transform((name) => name.toLowerCase());

const publishedSchema = z
  .strictObject({
    certificate: z
      .string()
      .regex(/^[a-z][a-z0-9-]*\.(root|intermediates)$/i, 'default.root or default.intermediates')
      .optional()
      .describe('Certificates of the deployment: default.root, default.intermediates.'),
    file: z.string().min(1).optional().describe('PEM, DER or PKCS#7 file, seen from the scenario’s folder.'),
    store: z.enum(directoryStores).describe('As certutil -dspublish names it.'),
  })
  .refine(({ certificate, file }) => (certificate === undefined) !== (file === undefined), {
    error: 'exactly one of certificate and file',
  });

/** The domain controller; absent: one that is as installed, with an Enterprise CA's certificates where that issued the default one. */
export const activeDirectorySchema = z.strictObject({
  deployed: z.boolean().optional().describe('false: there is no domain controller to be found or asked.'),
  domain: domain.optional().describe('DNS name of the domain; the DHCP domain when absent.'),
  locator: z
    .boolean()
    .optional()
    .describe('false: DNS has none of the records a domain controller is found by; only NetBIOS would find it.'),
  ldap: z.boolean().optional().describe('Whether it listens on 389, by TCP and for pings by UDP.'),
  globalCatalog: z.boolean().optional().describe('Whether it listens on 3268, and with ldaps on 3269.'),
  ldaps: z.boolean().optional().describe('Whether it listens on 636.'),
  anonymous: z
    .enum(anonymousRights)
    .optional()
    .describe('What may be read without a bind: everything, or rootDSE alone as a real domain controller has it.'),
  signingRequired: z.boolean().optional().describe('LDAP server signing requirements: Require signing.'),
  maxPageSize: z.int().min(1).max(100_000).optional().describe('Entries in one answer; 1000 when absent.'),
  published: z
    .array(publishedSchema)
    .max(100)
    .optional()
    .describe('What certutil -f -dspublish wrote before; [] for nothing.'),
});

export type ActiveDirectorySpec = z.infer<typeof activeDirectorySchema>;
