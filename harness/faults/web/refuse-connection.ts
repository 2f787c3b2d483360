import { z } from 'zod';
import { faultKind } from '../kind.js';
import type { WebConnectionFault } from './web-fault.js';

/** As with a port that a firewall closes; https has a fault of the same name at its TLS port. */
export const refusePlainConnection = faultKind<WebConnectionFault>()({
  do: 'refuse-connection',
  at: ['web-http.connection'],
  schema: () => z.strictObject({}),
  summary: 'Resets the connection before anything is read.',
  example: {},
  explain: () => 'The server resets the connection as soon as the phone has connected.',
  make: () => ({ connection: 'reset' }),
});
