import { z } from 'zod';
import { changeKind } from '../kind.js';
import { registrarHost, registrarWords } from './shapes.js';

export const restart = changeKind({
  do: 'restart',
  summary: 'A Registrar is stopped and started: what is registered stays, connections and associations are gone.',
  schema: () => z.strictObject({ host: registrarHost }),
  example: {},
  explain: ({ host }) => `${registrarWords(host)} is restarted`,
  calls: ({ host }) => [{ request: 'POST /v1/front-end/restart', body: { host } }],
});
