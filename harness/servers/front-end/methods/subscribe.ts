import { ALLOW_EVENTS } from '../register/allow-events.js';
import type { Method } from './method.js';

/** SUBSCRIBE: no event package is served yet; 489 leaves a client signed in (RFC 6665 8.3.2, observed of pidgin-sipe). */
export const subscribe: Method = () => ({
  status: 489,
  reason: 'Bad Event',
  after: [{ name: 'Allow-Events', value: ALLOW_EVENTS }],
});
