import { z } from 'zod';
import { nearest } from '../../foundation/nearest.js';
import { autodiscoverOrders, phoneActions, redirectPolicies, timeSources } from '../../phone/index.js';
import { macSchema } from './device.js';
import { durationSchema } from './duration.js';

const signInSchema = z
  .enum(['pin', 'usb', 'typed'])
  .describe(
    'pin: number and PIN typed on the phone; usb: credentials from a tethered PC; typed: the same on its screen.',
  );

/** Somebody signs in otherwise. */
const anewSchema = z.strictObject({
  signIn: signInSchema,
  user: z.string().min(1).optional().describe('Account name of a deployed user; the same user when absent.'),
});

/** The phone that goes through the scenario and what a person types or tethers. */
export const phoneSchema = z.strictObject({
  model: z.string().min(1).describe('CX600, CX700…'),
  firmware: z.string().regex(/^\d+(\.\d+){3}$/, 'four numbers, e.g. 4.0.7577.4366'),
  signIn: signInSchema,
  user: z.string().min(1).describe('Account name of a deployed user, whose own number, PIN or password is used.'),
  mac: macSchema.optional().describe('MAC address of the emulated phone; drawn from the seed when absent.'),
  pin: z.string().regex(/^\d+$/, 'digits, quoted').optional().describe('Typed instead of the user’s own PIN.'),
  number: z.string().min(1).optional().describe('Typed instead of the user’s own extension.'),
  password: z.string().min(1).optional().describe('Typed instead of the user’s own password.'),
  domain: z
    .string()
    .regex(/^[A-Za-z0-9.-]{0,255}$/, 'a NetBIOS or DNS name')
    .optional()
    .describe('Typed before the user name, instead of the NetBIOS domain; the DNS name helped in the field.'),
  account: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Typed for the account, instead of user and domain: CONTOSO\\jeff, contoso.com\\jeff, jeff@contoso.com, jeff.',
    ),
  sipAddress: z
    .string()
    .min(1)
    .optional()
    .describe('Typed for the SIP address, instead of the user’s own: with or without sip:, in any case.'),
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
  autodiscover: z
    .enum(['never', ...autodiscoverOrders])
    .optional()
    .describe(
      'Whether the emulated phone of another maker asks Lync autodiscover for its SIP server, and by which scheme first; ' +
        'https-first when absent (both unknown of real phones). Lync Phone Edition never asks.',
    ),
  powerLossAt: z
    .string()
    .regex(/^[a-z-]+$/, 'a step like root-chain')
    .optional()
    .describe('The step at whose beginning the emulated phone loses power at first; then it is switched on again.'),
  afterwards: z
    .array(
      z.union([z.enum(phoneActions), anewSchema], {
        error: ({ input }) => {
          const near = typeof input === 'string' ? nearest(input, phoneActions) : undefined;
          const meant = near === undefined ? '' : `did you mean "${near}"? `;
          return `${meant}it is one of ${phoneActions.join(', ')}, or signIn with a user`;
        },
      }),
    )
    .max(20)
    .optional()
    .describe(
      'What a person does at the emulated phone once it has come to rest: reboot by its menu, power-cycle, sign-out, ' +
        'soft-reset, factory-reset; after a reset the same is typed again. { signIn: pin } signs in otherwise, or as ' +
        'another user: the phone signs out first and keeps what was delivered to it.',
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
  timeSources: z
    .array(z.enum(timeSources))
    .min(1)
    .optional()
    .describe(
      'Where the emulated phone looks for the time, in this order, instead of its model’s way: option 42 or 4 of DHCP, the ' +
        'SRV record _ntp._udp, or time.windows.com (well-known).',
    ),
  chainWhenTethered: z
    .boolean()
    .optional()
    .describe(
      'Whether the tethered phone fetches the root chain from the certificate web service too, after Active Directory: ' +
        'one field report has it so, the article it comments on has not; false when absent.',
    ),
  crash: z
    .strictObject({
      firmware: z.string().regex(/^\d+(\.\d+){3}$/, 'four numbers'),
      users: z.array(z.string().min(1)).optional().describe('Account names; everybody when absent.'),
    })
    .optional()
    .describe('A build that crashes and reboots once the data of such a user have come.'),
  deviceLock: z.boolean().optional().describe('Somebody set a PIN that locks the phone.'),
  updatePrompt: z
    .enum(['update', 'postpone'])
    .optional()
    .describe('The phone asks before it installs (lync.deviceUpdate.popUpSK.enabled), and its user chooses this.'),
  sendsLogs: z
    .strictObject({ count: z.int().min(1).max(1000), bytes: z.int().min(0).max(1_048_576) })
    .optional()
    .describe('Somebody has the phone send its logs, once, after its first sign-in: so many files of so many bytes.'),
  updateOverHttp: z
    .boolean()
    .optional()
    .describe(
      'Whether the phone’s update check goes on over http, where it does not trust the server over https (unknown); ' +
        'false when absent.',
    ),
  pinInClear: z
    .boolean()
    .optional()
    .describe(
      'Whether the emulated phone gives its PIN to a web service over plain http; default no (unknown of real phones).',
    ),
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
