import { standardTrustProfile } from '../../../certs/trust/index.js';
import { qualifiedPhoneAfterSignIn } from './after-sign-in.js';
import type { PhoneModel } from './model.js';
import { ariesAuthentication } from './registrar-authentication.js';
import { qualifiedPhoneUpdates } from './update-habits.js';

/**
 * The Polycom VVX 600 with its Lync base profile, a phone of its vendor's own software on OpenSSL, as far as a PIN
 * sign-in shows it. Qualified for Lync Server 2013 with 5.3.0.12074 (sourced).
 */
export const vvx600: PhoneModel = {
  name: 'VVX600',
  family: 'vvx',
  vendor: 'Polycom',
  oui: '00:04:f2',
  tls: () => ({
    engine: 'openssl',
    // Recollected, not sourced: TLS 1.0 to 1.2 with AES.
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.2',
    // Inferred: what an OpenSSL of 2014 offers of the suites a Front End has. SNI is unknown, and left out.
    ciphers: [
      'ECDHE-RSA-AES256-GCM-SHA384',
      'ECDHE-RSA-AES128-GCM-SHA256',
      'ECDHE-RSA-AES256-SHA',
      'ECDHE-RSA-AES128-SHA',
      'AES256-SHA',
      'AES128-SHA',
    ].join(':'),
  }),
  // Unknown.
  resumesSessions: false,
  // OpenSSL tells its peer why (observed of its command).
  refusal: 'alert',
  // Unknown.
  keepsTicket: false,
  // Inferred: nothing is documented but that it checks chains. Its built-in roots are not published; what it is made
  // with stands in for them, and a PIN sign-in has the deployment's own root from the certificate service anyway.
  trust: () => standardTrustProfile,
  // Form observed in a NOTIFY of a VVX 310.
  userAgent: (firmware) => `Polycom/${firmware} PolycomVVX-VVX_600-UA/${firmware}`,
  usb: false,
  pin: true,
  // It also takes a user's name and password, by steps of its own that are not emulated.
  typed: false,
  // Unknown.
  redirects: 'none',
  // Inferred to be the same as the phones of Microsoft's software, for which the service was made.
  rootChain: ['http:80', 'https:443'],
  // Inferred: phones of other vendors are documented to take the time server from DHCP.
  timeSources: ['option-42', 'srv', 'well-known'],
  // Unknown.
  asksSearchList: false,
  // A PIN sign-in has no password to authenticate with.
  authentication: ariesAuthentication,
  afterSignIn: qualifiedPhoneAfterSignIn,
  updates: qualifiedPhoneUpdates,
};
