import { z } from 'zod';
import type { InterferencePoint } from '../../tls/interference.js';

/** Where each stage is, as the end of a sentence. */
export const stages: Readonly<Record<InterferencePoint, string>> = {
  connection: 'as soon as the phone has connected',
  'client-hello': 'when the ClientHello has come',
  certificate: 'when its certificate has been sent',
  finished: 'instead of its own Finished',
  established: 'when the handshake is over',
};

const points = Object.keys(stages) as [InterferencePoint, ...InterferencePoint[]];

/** The `stage` of a fault; its sentences are above. */
export function stageSchema<const Stage extends InterferencePoint>(
  fallback: Stage,
  allowed: readonly InterferencePoint[] = points,
) {
  return z
    .enum(allowed as [InterferencePoint, ...InterferencePoint[]])
    .default(fallback)
    .describe(`Where in the handshake; ${fallback} when absent.`);
}
