import { z } from 'zod';
import type { Interference } from '../../tls/interference.js';
import { faultKind } from '../kind.js';
import type { FaultShapes } from '../resources.js';
import { tlsPoints } from './points.js';

/** A Front End of the pool, or a proxy, with another certificate than the rest. */
export const swapChain = faultKind<Interference>()({
  do: 'swap-chain',
  at: tlsPoints,
  schema: ({ certificate }: FaultShapes) =>
    z.strictObject({
      certificate,
    }),
  summary: 'Presents another certificate chain than the deployment’s.',
  example: { certificate: { profile: 'self-signed' } },
  explain: ({ certificate: { profile = 'enterprise-root', defects = [] } }) =>
    `The server presents another chain, ${profile}${defects.length > 0 ? ` with ${defects.join(' and ')}` : ''}.`,
  make: ({ certificate }, resources) => ({ do: 'swap-chain', ...resources.chain(certificate) }),
});
