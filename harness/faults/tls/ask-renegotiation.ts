import { z } from 'zod';
import type { Interference } from '../../tls/interference.js';
import { faultKind } from '../kind.js';
import { tlsPoints } from './points.js';

/** IIS asks so when a folder wants a client certificate. */
export const askRenegotiation = faultKind<Interference>()({
  do: 'ask-renegotiation',
  at: tlsPoints,
  schema: () => z.strictObject({}),
  summary: 'Asks for a new handshake right after the first.',
  example: {},
  explain: () =>
    'The server asks for a new handshake (HelloRequest) as soon as the first is over; TLS 1.3 has no such.',
  make: () => ({ do: 'ask-renegotiation' }),
});
