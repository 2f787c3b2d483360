import { z } from 'zod';
import { faultKind } from '../kind.js';
import { metadataPoints } from './points.js';
import { page } from './reply.js';
import type { WebFault } from './web-fault.js';

/** A reverse proxy that forwards the service and not what lies below it, or metadata that are switched off. */
export const missingMetadata = faultKind<WebFault>()({
  do: 'missing-metadata',
  at: metadataPoints,
  schema: () => z.strictObject({}),
  summary: 'Has no metadata: 404.',
  example: {},
  explain: () => 'The metadata are not there; the answer is 404.',
  make: () => ({ refuse: () => page(404, 'There is nothing here.') }),
});
