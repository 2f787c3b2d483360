import { z } from 'zod';
import type { Interference } from '../../tls/interference.js';
import { faultKind } from '../kind.js';
import { tlsPoints } from './points.js';

/** A handshake somebody tampered with. Only the harness's own engine can encrypt a Finished that does not match. */
export const wrongFinished = faultKind<Interference>()({
  do: 'wrong-finished',
  at: tlsPoints,
  schema: () => z.strictObject({}),
  summary: 'Sends a Finished that does not match the handshake.',
  example: {},
  explain: () =>
    'The server’s Finished does not match the handshake; this takes a phone that offers TLS 1.0 with RSA key exchange.',
  make: () => ({ do: 'wrong-finished' }),
});
