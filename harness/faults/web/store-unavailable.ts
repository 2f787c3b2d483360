import { z } from 'zod';
import { fault } from '../../wire/soap/index.js';
import { faultKind } from '../kind.js';
import type { WebFault } from './web-fault.js';

/**
 * The web service cannot reach the user store of the home pool, so no certificate can be published: an event "data
 * store unavailable" at the server, and the phone must be restarted (Lync Server 2010, client certificates of phones).
 * What the client is told is not published; id and text are inferred.
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
  make: ({ errorId }) => ({
    refuse: () => ({ status: 500, contentType: 'text/xml; charset=utf-8', body: unavailable(errorId) }),
  }),
});

function unavailable(errorId: number): string {
  const reason = 'The data store is unavailable; the certificate could not be published.';
  return fault({ faultcode: 's:Server', faultstring: reason, errorId, reason });
}
