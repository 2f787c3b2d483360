import { z } from 'zod';
import type { Interference } from '../../tls/interference.js';
import { faultKind } from '../kind.js';
import { tlsPoints } from './points.js';

/** A slow line, or a server that cuts its flight into tiny records, which some TLS stacks cannot put together again. */
export const slowFlight = faultKind<Interference>()({
  do: 'slow-flight',
  at: tlsPoints,
  schema: () =>
    z.strictObject({
      recordBytes: z.int().min(1).max(16_384).default(64).describe('Most bytes of a record; 64 when absent.'),
      pause: z.int().min(0).max(60_000).default(5).describe('Milliseconds after each record; 5 when absent.'),
    }),
  summary: 'Cuts the server’s hello and certificates into small records, with a pause after each.',
  example: {},
  explain: ({ recordBytes, pause }) =>
    `The server sends its hello and certificates in records of at most ${count(recordBytes, 'byte')}, ${
      pause === 0 ? 'without a pause' : `with a pause of ${pause} ms after each`
    }.`,
  make: ({ recordBytes, pause }) => ({ do: 'slow-flight', recordBytes, pauseMs: pause }),
});

function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}
