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
  registrationSeconds: z
    .number()
    .int()
    .min(60)
    .max(86_400)
    .optional()
    .describe('Registration time granted when a client asks for none, and the most it gets.'),
  keepAliveSeconds: z
    .number()
    .int()
    .min(10)
    .max(3600)
    .optional()
    .describe('Silence after which clients are told to send a keep-alive.'),
  server: z
    .string()
    .regex(/^RTC\/\d+\.\d+$/, 'RTC/5.0 and the like')
    .optional()
    .describe('Server header.'),
  redirect: z
    .strictObject({
      to: z.enum(['front-end', 'front-end-2', 'director', 'backup']),
      for: z.enum(['everybody', 'users-homed-there']),
    })
    .optional()
    .describe(
      'The pool front-end sends users to this host by 301; users homed elsewhere it sends home without asking.',
    ),
  draining: z
    .number()
    .int()
    .min(1)
    .max(86_400)
    .optional()
    .describe('The pool front-end answers new sign-ins with 503 and this Retry-After, in seconds.'),
});
