import { standardTrustProfile } from '../../../certs/trust/index.js';
import { qualifiedPhoneAfterSignIn } from './after-sign-in.js';
import type { PhoneModel } from './model.js';
import { ariesAuthentication } from './registrar-authentication.js';
import { qualifiedPhoneUpdates } from './update-habits.js';

/** Suites an OpenSSL of 2014 offers of those a Front End has (inferred). */
const MODERN_SUITES = [
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES256-SHA',
  'ECDHE-RSA-AES128-SHA',
  'AES256-SHA',
  'AES128-SHA',
] as const;

/**
 * What phones of their vendors' own software that are qualified for Lync have in common, as far as anything is known: a
 * line of a model says what differs, and options of the phone say what nobody knows.
 */
export const qualifiedPhone: Omit<PhoneModel, 'name' | 'family' | 'vendor' | 'oui' | 'usualFirmware' | 'userAgent'> = {
  // Recollected, not sourced, of the VVX; documented of the Yealink: TLS 1.0 to 1.2. SNI is unknown, and left out.
  tls: () => ({ engine: 'openssl', minVersion: 'TLSv1', maxVersion: 'TLSv1.2', ciphers: MODERN_SUITES.join(':') }),
  // Unknown.
  resumesSessions: false,
  // OpenSSL tells its peer why (observed of its command).
  refusal: 'alert',
  // Unknown.
  keepsTicket: false,
  // Inferred: nothing is documented but that they check chains.
  trust: () => standardTrustProfile,
  // Of built-in roots the number alone is published (30 and 51 for Yealink); the public CAs of 2014 are inferred.
  rootsAsOf: '4.0.7577.4420',
  // A person at a PC hands over nothing by cable; the vendors' pairing over the network is not emulated.
  usb: false,
  pin: true,
  // User and password on its own screen (documented); that what follows is what Microsoft's phones do is inferred.
  typed: true,
  // Their trust comes with the firmware, from their own provisioning, or from the certificate service (inferred).
  readsDirectory: false,
  // Unknown.
  redirects: 'none',
  // Inferred to be the same as the phones of Microsoft's software, for which the service was made.
  rootChain: ['http:80', 'https:443'],
  // Phones of other vendors are documented to take the time server from DHCP (AudioCodes; the others inferred).
  timeSources: ['option-42', 'srv', 'well-known'],
  // Unknown.
  asksSearchList: false,
  // Inferred: they came after Lync 2013, whose clients begin so; by which scheme they begin is unknown.
  autodiscover: 'https-first',
  // A PIN sign-in has no password to authenticate with.
  authentication: ariesAuthentication,
  afterSignIn: qualifiedPhoneAfterSignIn,
  updates: qualifiedPhoneUpdates,
};
