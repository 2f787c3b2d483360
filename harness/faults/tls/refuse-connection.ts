import { z } from 'zod';
import type { Interference } from '../../tls/interference.js';
import { faultKind } from '../kind.js';
import { tlsPoints } from './points.js';

/** A port whose server is down behind a load balancer: the connection comes about and is reset at once. */
export const refuseConnection = faultKind<Interference>()({
  do: 'refuse-connection',
  at: tlsPoints,
  schema: () => z.strictObject({}),
  summary: 'Resets the connection before anything is read.',
  example: {},
  explain: () => 'The server resets the connection as soon as the phone has connected.',
  make: () => ({ do: 'reset', at: 'connection' }),
});
