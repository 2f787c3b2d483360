import { z } from 'zod';

/** The Registrar's settings; what is absent is as Lync Server 2013 is installed. */
export const frontEndSchema = z.strictObject({
  authentication: z.enum(['required', 'off']).optional().describe('off: requests are neither challenged nor signed.'),
  schemes: z
    .array(z.enum(['NTLM', 'Kerberos', 'TLS-DSK']))
    .min(1)
    .max(3)
    .optional()
    .describe('Offered in this order.'),
  signatureVersion: z
    .union([z.literal(3), z.literal(4)])
    .optional()
    .describe('Version of challenges and signatures.'),
  registrationSeconds: z.number().int().min(60).max(86_400).optional(),
  keepAliveSeconds: z.number().int().min(10).max(3600).optional(),
  server: z
    .string()
    .regex(/^RTC\/\d+\.\d+$/, 'RTC/5.0 and the like')
    .optional()
    .describe('Server header.'),
  redirect: z
    .strictObject({ to: z.string().min(1), for: z.enum(['everybody', 'users-homed-there']) })
    .optional()
    .describe('301 to this host of the deployment.'),
  draining: z.number().int().min(1).max(86_400).optional().describe('503 with this Retry-After, in seconds.'),
});
