import { z } from 'zod';
import { faultKind } from '../kind.js';
import type { WebFault } from './web-fault.js';

/**
 * The web service cannot reach the user store of the home pool, so no certificate can be published: an event "data
 * store unavailable" at the server, and the phone must be restarted (Lync Server 2010, client certificates of phones).
 * What the client is told is not published; id and text are inferred. The service comes to it after it has looked at
 * ticket and request.
 */
export const storeUnavailable = faultKind<WebFault>()({
  do: 'store-unavailable',
  at: ['web.certificate'],
  schema: () =>
    z.strictObject({
      errorId: z.int().min(1).max(999_999).default(28020).describe('ErrorId of the diagnostics; inferred.'),
    }),
  summary: 'Issues no certificate because the pool’s store cannot be reached to publish it.',
  example: {},
  explain: ({ errorId }) =>
    `No certificate is issued, for the pool’s store is unavailable; the answer is a SOAP fault with ErrorId ${errorId}.`,
  make: ({ errorId }) => ({ within: { what: 'certificate-store', errorId } }),
});
