import type { PhoneModel } from './model.js';
import { qualifiedPhone } from './qualified-phone.js';

/** OpenSSL's default list as such a build has it, the old suites among them that OpenSSL still knows today. */
const LONG_LIST = 'ALL:!aNULL:!eNULL:@SECLEVEL=0';

/**
 * Yealink T48G in its Lync build: 30 built-in roots, up to 10 of one's own, and a name check that can be switched off;
 * TLS 1.0 to 1.2 with a long list of suites (sourced; which roots is not). Qualified with 35.7.0.26 (sourced).
 */
export const yealinkT48g: PhoneModel = {
  ...qualifiedPhone,
  name: 'T48G',
  family: 'yealink',
  vendor: 'Yealink',
  oui: '00:15:65',
  usualFirmware: '35.7.0.26',
  tls: () => ({ engine: 'openssl', minVersion: 'TLSv1', maxVersion: 'TLSv1.2', ciphers: LONG_LIST }),
  // Unknown; vendor, model and version are what any such text has.
  userAgent: (firmware) => `Yealink SIP-T48G ${firmware}`,
};
