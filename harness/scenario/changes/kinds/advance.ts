import { z } from 'zod';
import { durationMs, durationSchema } from '../../schema/duration.js';
import { changeKind } from '../kind.js';

export const advance = changeKind({
  do: 'advance',
  summary: 'The scenario’s clock goes forward; what falls due meanwhile happens.',
  schema: () => z.strictObject({ by: durationSchema.describe('How far: 24h, 30m, P1D.') }),
  example: { by: '24h' },
  explain: ({ by }) => `the clock goes ${by} forward`,
  calls: ({ by }) => [{ request: 'POST /v1/clock/advance', body: { ms: durationMs(by) } }],
});
