import { trustProfileFor } from '../../../certs/trust/index.js';
import { microsoftAfterSignIn } from './after-sign-in.js';
import { helloShapes } from './hello-shape.js';
import type { PhoneModel } from './model.js';
import { ariesAuthentication } from './registrar-authentication.js';
import { microsoftUpdates } from './update-habits.js';
import { microsoftUserAgent } from './user-agent.js';

/** What all models of Microsoft's phone software share unless a line of the table says otherwise. */
export const lyncPhoneEdition: Omit<PhoneModel, 'name' | 'family' | 'vendor' | 'oui' | 'usb' | 'pin' | 'typed'> = {
  // CU11, the least one for the public CAs of its time.
  usualFirmware: '4.0.7577.4420',
  // TLS 1.0 and nothing newer, to the end of the platform's life: sourced. The suites are unknown: the hardest case for
  // a server of today.
  tls: () => helloShapes['rc4-3des'],
  // Inferred: Secure Channel of Windows keeps sessions by the name of the server.
  resumesSessions: true,
  // Unknown; all three shapes occur in relatives.
  refusal: 'alert',
  // Unknown: another client keeps tickets in memory alone.
  keepsTicket: false,
  // Unknown for every firmware; another client follows none of SOAP and metadata (observed).
  redirects: 'none',
  trust: trustProfileFor,
  userAgent: microsoftUserAgent,
  // Port 80 before 443 is inferred: the topology publishes a plain http URL, and a field report wants both open.
  rootChain: ['http:80', 'https:443'],
  // Documented: the SRV record, then Microsoft's own server. Option 42 is named by pre-release text alone.
  // A book names option 4 as well, against the product's documentation.
  timeSources: ['srv', 'well-known'],
  // Unknown: the list it sends is not published.
  asksSearchList: false,
  authentication: ariesAuthentication,
  afterSignIn: microsoftAfterSignIn,
  updates: microsoftUpdates,
};
