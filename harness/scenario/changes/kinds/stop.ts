import { z } from 'zod';
import { changeKind } from '../kind.js';
import { registrarHost, registrarWords } from './shapes.js';

export const stop = changeKind({
  do: 'stop',
  summary: 'A Registrar is stopped: its port closes and its clients are hung up on.',
  schema: () => z.strictObject({ host: registrarHost }),
  example: {},
  explain: ({ host }) => `${registrarWords(host)} is stopped`,
  calls: ({ host }) => [{ request: 'POST /v1/front-end/stop', body: { host } }],
});
