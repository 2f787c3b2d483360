import { z } from 'zod';
import { namedKeyUsages } from '../../../certs/authorities/index.js';
import {
  caStores,
  chainBundlings,
  deviceIdRules,
  missingThumbprintRules,
  normalThumbprint,
  requestKeyBitsRange,
  validityHoursRange,
} from '../../deployment/index.js';
import { durationSchema } from './duration.js';

const store = z.enum(caStores).describe('CAStore of New-CsWebTrustedCACertificate.');
const thumbprint = z
  .string()
  .refine((text) => normalThumbprint(text) !== undefined, 'not a thumbprint: 40 hex digits, quoted')
  .describe('SHA-1 thumbprint; one that is not in the server’s own store is the fault.');

const trustedCaSchema = z
  .strictObject({
    thumbprint: thumbprint.optional(),
    certificate: z
      .string()
      .regex(/^[a-z][a-z0-9-]*\.(root|intermediates)$/, 'default.root or default.intermediates')
      .optional()
      .describe('A certificate of the deployment: default.root or default.intermediates.'),
    file: z.string().min(1).optional().describe('PEM, DER or PKCS#7 file, seen from the scenario’s folder.'),
    store,
  })
  .refine(
    (entry) => [entry.thumbprint, entry.certificate, entry.file].filter((each) => each !== undefined).length === 1,
    'exactly one of thumbprint, certificate and file',
  );

const range = (limits: { readonly min: number; readonly max: number }, words: string) =>
  z
    .strictObject({
      min: z.number().int().min(limits.min).max(limits.max).optional(),
      max: z.number().int().min(limits.min).max(limits.max).optional(),
    })
    .refine(({ min = limits.min, max = limits.max }) => min <= max, 'min is larger than max')
    .optional()
    .describe(words);

const keyUsage = z.union([
  z.enum(Object.keys(namedKeyUsages) as [keyof typeof namedKeyUsages]),
  z
    .string()
    .regex(
      /^([01]\.([12]?\d|3\d)|2\.(0|[1-9]\d{0,2}))(\.(0|[1-9]\d{0,8})){1,20}$/,
      'clientAuth, serverAuth or an object identifier, quoted',
    ),
]);

const profileSchema = z.strictObject({
  issuer: z.string().min(1).max(64).optional().describe('Common name of the authority; Communications Server.'),
  authorityKeyBits: z
    .union([z.literal(1024), z.literal(2048), z.literal(4096)])
    .optional()
    .describe('CASigningKeyLength.'),
  subject: z
    .enum(['user', 'request'])
    .optional()
    .describe('user: the SIP address as common name; request: the whole name of the certificate request.'),
  uris: z
    .array(z.string().regex(/^[a-z][a-z0-9+.-]*:[!-~]{1,200}$/i, 'a URI'))
    .max(10)
    .optional()
    .describe(
      'URIs of the subject alternative name, {user} being the SIP address; sip:{user} when absent, [] for none.',
    ),
  extendedKeyUsages: z.array(keyUsage).max(10).optional().describe('clientAuth when absent, [] for none.'),
  hash: z.enum(['sha1', 'sha256']).optional().describe('What the authority signs with.'),
});

/** The Certificate Provisioning Service, as far as `webServices` does not tell; absent: as Lync Server is installed. */
export const certificateProvisioningSchema = z.strictObject({
  metadata: z.boolean().optional().describe('false: /mex and ?wsdl are not there.'),
  inferChainFromSsl: z
    .boolean()
    .optional()
    .describe('InferCertChainFromSSL: the chain of the web site’s own certificate; trustedCas counts for nothing.'),
  trustedCas: z.array(trustedCaSchema).max(100).optional().describe('TrustedCACerts.'),
  missingThumbprint: z
    .enum(missingThumbprintRules)
    .optional()
    .describe('What a trusted CA that is not in the server’s own store does to the chain download (unknown).'),
  chainBundling: z
    .enum(chainBundlings)
    .optional()
    .describe('PKCS#7 bundles in the SOAP answer: one, or each certificate its own (unknown).'),
  serverStore: z
    .array(z.string().min(1))
    .max(100)
    .optional()
    .describe('Files of certificates that are in the server’s own store beside its authorities.'),
  requestKeyBits: range(requestKeyBitsRange, 'MinCSRKeySize and MaxCSRKeySize.'),
  validityHours: range(validityHoursRange, 'MinValidityPeriodHours and MaxValidityPeriodHours.'),
  deviceId: z
    .enum(deviceIdRules)
    .optional()
    .describe(
      'as-ticket: a DeviceId that is not the Context of the ticket is refused; noted: it goes into the journal (unknown).',
    ),
  certificate: profileSchema.optional().describe('What user certificates look like.'),
  certificateStore: z
    .enum(['reachable', 'unreachable'])
    .optional()
    .describe('unreachable: the home pool’s user store, where certificates are published, does not answer.'),
  revokeAfter: durationSchema.optional().describe('An administrator revokes each certificate so long after its issue.'),
});

export type CertificateProvisioningSpec = z.infer<typeof certificateProvisioningSchema>;
