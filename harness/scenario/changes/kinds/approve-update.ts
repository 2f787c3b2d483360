import { z } from 'zod';
import { changeKind } from '../kind.js';

export const approveUpdate = changeKind({
  do: 'approve-update',
  summary: 'A pending device update is approved, as Approve-CsDeviceUpdateRule does it.',
  schema: () => z.strictObject({ model: z.string().min(1).max(60).describe('Model of the rule, such as CX600.') }),
  example: { model: 'CX600' },
  explain: ({ model }) => `the pending update for ${model} is approved`,
  calls: ({ model }, resources) => [{ request: 'POST /v1/update/approve', body: { id: resources.updateRule(model) } }],
});
