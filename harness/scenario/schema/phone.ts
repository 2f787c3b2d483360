import { z } from 'zod';
import { redirectPolicies } from '../../phone/index.js';
import { durationSchema } from './duration.js';

/** The phone that goes through the scenario and what a person types or tethers. */
export const phoneSchema = z.strictObject({
  model: z.string().min(1).describe('CX600, CX700…'),
  firmware: z.string().regex(/^\d+(\.\d+){3}$/, 'four numbers, e.g. 4.0.7577.4366'),
  signIn: z
    .enum(['pin', 'usb'])
    .describe('pin: number and PIN typed on the phone; usb: credentials from a tethered PC.'),
  user: z.string().min(1).describe('Account name of a deployed user, whose own number, PIN or password is used.'),
  pin: z.string().regex(/^\d+$/, 'digits, quoted').optional().describe('Typed instead of the user’s own PIN.'),
  number: z.string().min(1).optional().describe('Typed instead of the user’s own extension.'),
  password: z.string().min(1).optional().describe('Typed instead of the user’s own password.'),
  domain: z
    .string()
    .regex(/^[A-Za-z0-9.-]{0,255}$/, 'a NetBIOS or DNS name')
    .optional()
    .describe('Typed before the user name, instead of the NetBIOS domain; the DNS name helped in the field.'),
  hello: z
    .enum(['rc4-3des', 'rc4-3des-aes', 'sslv2'])
    .optional()
    .describe(
      'What the emulated phone offers in its TLS 1.0 hello, instead of its model’s: RC4 and 3DES; these and AES; ' +
        'RC4 and 3DES in a hello of SSL 2.0 format.',
    ),
  refusal: z
    .enum(['alert', 'close-after-certificate', 'close-after-handshake'])
    .optional()
    .describe('How the phone refuses a certificate, instead of its model’s way.'),
  stay: durationSchema
    .optional()
    .describe(
      'How long the emulated phone stays signed in afterwards, in scenario time: 9h, 30m, PT9H. It sends keep-alives, ' +
        'refreshes its registration, renews what comes to its end, and comes back when the connection is lost.',
    ),
  redirects: z
    .enum(redirectPolicies)
    .optional()
    .describe(
      'Where the emulated phone lets a web server send it, instead of its model’s way (unknown): nowhere; to the same ' +
        'name and never from https to http; to any name by https; anywhere.',
    ),
  off: durationSchema
    .optional()
    .describe(
      'How long the emulated phone is without power afterwards; then it is switched on once more and signs in with what ' +
        'it kept. Nobody types anything else.',
    ),
  provisioningServer: z
    .strictObject({ firmware: z.string().regex(/^\d{1,9}(\.\d{1,9}){3}$/, 'four numbers') })
    .optional()
    .describe('What the vendor’s own provisioning server has the phone run: an authority beside the update service.'),
  profile: z
    .string()
    .min(1)
    .optional()
    .describe(
      'File, beside the scenario, of what was observed of a real phone (serve --learn): its TLS hello, DHCP options and ' +
        'headers, in the place of what is inferred of the model.',
    ),
  keepsTicket: z
    .boolean()
    .optional()
    .describe('Whether the phone’s web ticket outlives a power cycle, instead of its model’s way (unknown).'),
});

export type PhoneSpec = z.infer<typeof phoneSchema>;
