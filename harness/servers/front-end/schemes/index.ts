import type { ServerContext } from '../../context.js';
import type { Scheme } from './scheme.js';
import { tlsDsk } from './tls-dsk.js';

/**
 * The schemes of this Front End in the order offered. Only what is implemented stands here: a client that picks a
 * scheme and fails may not try another (inferred), so Kerberos, which real servers also list, must not be named.
 */
export function schemesOf(context: ServerContext): readonly Scheme[] {
  return [tlsDsk(context)];
}

export type { Handshake, HandshakeStep, Proven, Scheme } from './scheme.js';
