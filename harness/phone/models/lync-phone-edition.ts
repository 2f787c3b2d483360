import type { PhoneModel } from './model.js';
import { microsoftUserAgent } from './user-agent.js';

/** What all models share unless a line of the table says otherwise. */
export const lyncPhoneEdition: Omit<PhoneModel, 'name' | 'family' | 'vendor' | 'oui' | 'usb' | 'pin' | 'typed'> = {
  tls: {
    // TLS 1.0 and nothing newer, to the end of the platform's life: sourced.
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1',
    // Unknown. RSA key exchange with RC4 or 3DES is expected of Windows CE 6, AES was seen in a relative; these two are
    // what OpenSSL still has of that.
    ciphers: 'AES128-SHA:AES256-SHA:@SECLEVEL=0',
  },
  // Unknown; all three shapes occur in relatives.
  refusal: 'alert',
  userAgent: microsoftUserAgent,
  // Port 80 before 443 is inferred: the topology publishes a plain http URL, and a field report wants both open.
  rootChain: ['http:80', 'https:443'],
};
