import { z } from 'zod';
import { faultKind } from '../kind.js';
import { updatePoints } from './points.js';
import { xmlOf } from './reply.js';
import type { WebFault } from './web-fault.js';

const BASE_URLS = /<(BaseURL|ExternalBaseURL)>[^<]*<\/\1>/g;

/** The store URLs are not configured on the server (CX700 deployment guide, p. 26; failure catalogue U03). */
export const emptyBaseUrl = faultKind<WebFault>()({
  do: 'empty-base-url',
  at: updatePoints,
  schema: () => z.strictObject({}),
  summary: 'Offers an update without saying where it is.',
  example: {},
  explain: () => 'An update is offered, and its BaseURL and ExternalBaseURL are empty.',
  make: () => ({
    change: (reply) => {
      const xml = xmlOf(reply);
      const body = xml?.replace(BASE_URLS, '<$1></$1>');
      return body === undefined || body === xml ? reply : { ...reply, body };
    },
  }),
});
