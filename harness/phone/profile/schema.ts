import { z } from 'zod';

/** A profile is a few kilobytes; a larger file is none. */
export const MAX_PROFILE_BYTES = 256 * 1024;
/** Of the form of the file; another one is refused. */
export const PROFILE_VERSION = 1;
/** Different DHCP requests of one phone. */
export const MAX_DHCP_SHAPES = 5;
const MAX_HEADERS = 40;
const MAX_HEADER_VALUE = 1000;

const optionCodes = z.array(z.number().int().min(1).max(254)).min(1).max(100);
const headers = z
  .array(
    z.tuple([
      z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, 'not the name of a header'),
      // A line end would begin another header.
      z
        .string()
        .max(MAX_HEADER_VALUE)
        .regex(/^[\t -~]*$/, 'not the value of a header'),
    ]),
  )
  .max(MAX_HEADERS);
const userAgent = z
  .string()
  .min(1)
  .max(MAX_HEADER_VALUE)
  .regex(/^[ -~]*$/, 'not a User-Agent');

const tlsSchema = z.strictObject({
  format: z.enum(['tls', 'sslv2']),
  /** The newest version offered. */
  version: z.enum(['TLS 1.0', 'TLS 1.1', 'TLS 1.2', 'TLS 1.3']),
  recordVersion: z.string().max(20),
  /** Numbers as in the hello, in the order offered. */
  suites: z.array(z.number().int().min(0).max(0xffff)).min(1).max(200),
  /** By IANA's names. */
  extensions: z.array(z.string().max(60)).max(60),
  compression: z.array(z.string().max(20)).max(10),
  serverName: z.boolean(),
  fingerprint: z.string().max(2000),
});

const dhcpSchema = z.strictObject({
  /** Option 60; absent where none was sent. */
  vendorClass: z.string().max(255).optional(),
  /** Option 55, in order. */
  asked: optionCodes,
});

/** What was observed of a real phone. */
export const profileSchema = z.strictObject({
  profile: z.literal(PROFILE_VERSION),
  learnt: z
    .strictObject({
      /** ISO 8601. */
      at: z.iso.datetime(),
      scenario: z.string().max(200),
      variant: z.string().max(200),
      /** The first three bytes of its MAC. */
      oui: z
        .string()
        .regex(/^([0-9a-f]{2}:){2}[0-9a-f]{2}$/)
        .optional(),
      model: z.string().max(60).optional(),
      firmware: z.string().max(60).optional(),
    })
    .optional(),
  tls: tlsSchema.optional(),
  dhcp: z
    .strictObject({
      /** Of DISCOVER and REQUEST, the different ones in order; a phone may ask for its certificate service apart. */
      lease: z.array(dhcpSchema).max(MAX_DHCP_SHAPES),
      inform: z.array(dhcpSchema).max(MAX_DHCP_SHAPES),
    })
    .optional(),
  http: z
    .strictObject({
      userAgent: userAgent.optional(),
      /** Sent with the same value in every request, in order. */
      headers: headers.optional(),
    })
    .optional(),
  sip: z
    .strictObject({
      userAgent: userAgent.optional(),
      /** Of REGISTER, those that do not change from one to the next, in order. */
      register: headers.optional(),
    })
    .optional(),
});

export type PhoneProfile = z.infer<typeof profileSchema>;
export type ProfileTls = z.infer<typeof tlsSchema>;
