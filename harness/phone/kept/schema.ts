import { z } from 'zod';
import { deliveringOrigins } from '../../../certs/trust/index.js';

/** Certificates of one kind a file may hold; a phone is given a handful. */
const MAX_CERTIFICATES = 1000;
/** Characters of one text: a ticket is some kilobytes. */
const MAX_TEXT = 100_000;

/** What a file says it is, and the version of its form. One that means something else has another number. */
export const KEPT_FORMAT = 'mock-lync phone';
export const KEPT_VERSION = 1;

const pem = z.string().min(1).max(MAX_TEXT);
const text = z.string().min(1).max(MAX_TEXT);
const date = z.iso.datetime();
const version = z.string().regex(/^\d{1,9}(\.\d{1,9}){3}$/, 'four numbers');
const count = z.number().int().min(0);

const provisioned = z.strictObject({
  groups: z.array(text).max(MAX_CERTIFICATES),
  updateUrl: text.optional(),
  externalUpdateUrl: text.optional(),
  deviceUpdate: z.boolean().optional(),
  pinLock: z
    .strictObject({ enforced: z.boolean().optional(), leastDigits: count.optional(), afterMinutes: count.optional() })
    .optional(),
  logging: z.strictObject({ enabled: z.boolean().optional(), level: text.optional() }).optional(),
  sipSecurity: text.optional(),
  voiceDiffServ: count.optional(),
  voiceMailPollMinutes: count.optional(),
  exchangeUrl: text.optional(),
  locationProfile: text.optional(),
});

/** The state file of a phone, version 1. */
export const keptSchema = z.strictObject({
  format: z.literal(KEPT_FORMAT),
  version: z.literal(KEPT_VERSION),
  model: text,
  mac: z.string().regex(/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/, 'lower-case hex pairs with colons'),
  serial: text,
  epid: z.string().regex(/^[0-9a-f]{1,16}$/, 'hex digits'),
  user: z
    .strictObject({
      sipAddress: z.string().regex(/^[^@\s<>"]+@[^@\s<>"]+$/, 'an address without sip:'),
      certificate: z.strictObject({ certificate: pem, key: pem }).optional(),
      ticket: z
        .strictObject({ service: text, audience: text, sipAddress: text, securityXml: text, expires: date })
        .optional(),
    })
    .optional(),
  trusted: z.array(z.strictObject({ certificate: pem, origin: z.enum(deliveringOrigins) })).max(MAX_CERTIFICATES),
  intermediates: z.array(pem).max(MAX_CERTIFICATES),
  provisioned: provisioned.optional(),
  firmware: z
    .strictObject({
      current: version,
      backup: version.optional(),
      staged: version.optional(),
      partial: z.strictObject({ version, url: text, etag: text.optional() }).optional(),
    })
    .optional(),
});

export type KeptDocument = z.infer<typeof keptSchema>;
