import { z } from 'zod';
import { changeKind } from '../kind.js';

export const certificateStore = changeKind({
  do: 'certificate-store',
  summary: 'The web services lose the pool’s certificate store, or reach it again.',
  schema: () => z.strictObject({ reachable: z.boolean().describe('Whether the web services reach it.') }),
  example: { reachable: false },
  explain: ({ reachable }) =>
    `the web services ${reachable ? 'reach' : 'no longer reach'} the pool’s certificate store`,
  calls: (body) => [{ request: 'POST /v1/certificates/store', body }],
});
