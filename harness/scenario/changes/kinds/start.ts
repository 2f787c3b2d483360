import { z } from 'zod';
import { changeKind } from '../kind.js';
import { registrarHost, registrarWords } from './shapes.js';

export const start = changeKind({
  do: 'start',
  summary: 'A Registrar that was stopped is started again, where it listened before.',
  schema: () => z.strictObject({ host: registrarHost }),
  example: {},
  explain: ({ host }) => `${registrarWords(host)} is started`,
  calls: ({ host }) => [{ request: 'POST /v1/front-end/start', body: { host } }],
});
