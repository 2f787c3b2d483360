import { z } from 'zod';
import { isSuiteName, serverVersions } from '../../tls/index.js';

const version = z.enum(serverVersions as unknown as [string, ...string[]]);

const suite = z.string().refine(isSuiteName, {
  error: ({ input }) =>
    `neither TLS engine has a suite "${String(input)}"; \`mock-lync doctor\` lists those there are, by OpenSSL's and IANA's names`,
});

/** What one TLS port speaks; whatever is absent is taken from the default. */
const portSchema = z
  .strictObject({
    engine: z
      .enum(['auto', 'openssl', 'tls10'])
      .optional()
      .describe('auto: OpenSSL where the phone and it share a suite, else the TLS 1.0 engine with RC4 and 3DES.'),
    minVersion: version.optional().describe('Oldest version served.'),
    maxVersion: version.optional().describe('Newest version served.'),
    suites: z
      .array(suite)
      .min(1)
      .max(64)
      .optional()
      .describe("Suites served, the preferred first, by OpenSSL's or IANA's names; all when absent."),
    requireServerName: z.boolean().optional().describe('Refuse a hello without SNI, as some proxies do.'),
  })
  .refine(
    ({ minVersion = 'TLSv1', maxVersion = 'TLSv1.3' }) => minVersion <= maxVersion,
    'minVersion is newer than maxVersion',
  );

export const tlsSchema = z.strictObject({
  default: portSchema.optional().describe('For every TLS port.'),
  'front-end': portSchema.optional().describe('Where SIP on 5061 differs.'),
  web: portSchema.optional().describe('Where https on 443 differs.'),
  exchange: portSchema.optional().describe('Where Exchange differs.'),
  directory: portSchema.optional().describe('Where the domain controller differs, on 636 and after StartTLS.'),
});

export type TlsSpec = z.infer<typeof tlsSchema>;
