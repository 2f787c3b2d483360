import { z } from 'zod';
import { changeKind } from '../kind.js';

export const importUpdate = changeKind({
  do: 'import-update',
  summary: 'A device update is imported and waits for approval, as Import-CsDeviceUpdate does it.',
  schema: () =>
    z.strictObject({
      brand: z.string().min(1).max(60).describe('Maker, such as Polycom.'),
      model: z.string().min(1).max(60).describe('Model, such as CX600.'),
      version: z
        .string()
        .regex(/^\d{1,5}(\.\d{1,5}){3}$/, 'four numbers')
        .describe('Firmware, four numbers.'),
    }),
  example: { brand: 'Polycom', model: 'CX600', version: '4.0.7577.4420' },
  explain: ({ brand, model, version }) => `${version} for ${brand} ${model} is imported and waits for approval`,
  calls: (body) => [{ request: 'POST /v1/update/import', body }],
});
