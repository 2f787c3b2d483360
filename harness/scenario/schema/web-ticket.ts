import { z } from 'zod';
import { pinReasons, publishedPorts, ticketProofs, ticketReplays, ticketSignatures } from '../../deployment/index.js';
import { durationSchema } from './duration.js';

const refusalSchema = z.strictObject({
  errorId: z.number().int().min(1).max(999_999).optional().describe('Id in the diagnostics; 28020 when absent.'),
  text: z.string().min(1).max(200).optional().describe('Reason in the diagnostics.'),
  httpStatus: z.number().int().min(400).max(599).optional().describe('500 when absent.'),
});

/** One member for each reason, so that the published schema lists them. */
const refusalsSchema = z.strictObject(
  Object.fromEntries(pinReasons.map((reason) => [reason, refusalSchema.optional()])) as Record<
    (typeof pinReasons)[number],
    z.ZodOptional<typeof refusalSchema>
  >,
);

const pinPolicySchema = z.strictObject({
  minimumLength: z.number().int().min(0).max(24).optional().describe('Shorter PINs are refused; 0 when absent.'),
  maximumAttempts: z
    .number()
    .int()
    .min(1)
    .max(999)
    .optional()
    .describe('Wrong PINs before an hour of refusal (MaximumLogonAttempts); 10 or 25 by length when absent.'),
  globalAttempts: z
    .number()
    .int()
    .min(1)
    .max(9999)
    .optional()
    .describe('Wrong PINs after which only an administrator unlocks; 100, 1000 or 5000 by length when absent.'),
  duplicateNumbers: z
    .enum(['told-apart-by-pin', 'refused'])
    .optional()
    .describe('Users with the same number: told apart by their PINs when absent.'),
});

/** The Web Ticket Service; what is absent is as Lync Server is installed, or as is safe for every known client. */
export const webTicketSchema = z
  .strictObject({
    certificateAuthentication: z.boolean().optional().describe('UseCertificateAuth.'),
    usernameAuthentication: z.boolean().optional().describe('The /Auth port; off when absent.'),
    anonymousAuthentication: z.boolean().optional().describe('The /Anon port; off when absent.'),
    publish: z
      .enum(publishedPorts)
      .optional()
      .describe(
        'Ports the metadata name: those whose method is on (enabled, the default), or also those that only refuse.',
      ),
    lifetime: durationSchema.optional().describe('Life of a ticket; 8h when absent.'),
    clockSkew: durationSchema.optional().describe('How far clients’ clocks may be off; 5m when absent.'),
    ticketSkew: durationSchema.optional().describe('How far a ticket’s own dates are stretched; 0s when absent.'),
    signature: z.enum(ticketSignatures).optional().describe('Of the assertion; hmac-sha1 when absent.'),
    proof: z.enum(ticketProofs).optional().describe('How strictly the signature with the proof key is judged.'),
    replay: z.enum(ticketReplays).optional().describe('What counts as a message sent twice; allowed when absent.'),
    certificateReplay: z
      .enum(['refused', 'allowed'])
      .optional()
      .describe('A signed request for a ticket by certificate, sent twice; refused when absent.'),
    pin: pinPolicySchema.optional().describe('The PIN policy.'),
    pinRefusals: refusalsSchema.optional().describe('What phones are told, by reason.'),
  })
  .meta({ id: 'webTicket' });

export type WebTicketSpec = z.infer<typeof webTicketSchema>;
