import { z } from 'zod';
import { anonymousRights, authorityPageAccesses, directoryStores } from '../../deployment/index.js';

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

const enrollmentServiceSchema = z
  .strictObject({
    deployed: z
      .boolean()
      .optional()
      .describe(
        'Whether there is one; when absent, as soon as anything is said of it, or with an untouched Enterprise CA.',
      ),
    page: z
      .enum(authorityPageAccesses)
      .optional()
      .describe(
        'Who gets the chain from http://CA/certsrv, on port 80 of the host web: windows, whoever proves an account of ' +
          'the domain, when absent. unauthorized: nobody, 401; forbidden: nobody, 403; absent: 404.',
      ),
  })
  .describe(
    'The CA above the default certificate as the directory names it (pKIEnrollmentService), for phones that find no ' +
      'certificationAuthority there; its machine is the host ca.',
  );

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
  enrollmentService: enrollmentServiceSchema.optional(),
});

export type ActiveDirectorySpec = z.infer<typeof activeDirectorySchema>;
