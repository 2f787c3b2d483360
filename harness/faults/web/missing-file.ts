import { z } from 'zod';
import { faultKind } from '../kind.js';
import { updateFilePoints } from './points.js';
import { page } from './reply.js';
import { fileOf, updateFileSchema, updateFileWords } from './update-file.js';
import type { WebFault } from './web-fault.js';

/** A store that was copied in part, or a web server that does not know the file’s type. */
export const missingFile = faultKind<WebFault>()({
  do: 'missing-file',
  at: updateFilePoints,
  schema: () => z.strictObject({ file: updateFileSchema }),
  summary: 'Has one file of an update no longer: 404.',
  example: { file: 'catalogue' },
  explain: ({ file }) => `The ${updateFileWords[file]} is not there; the answer is 404.`,
  make: ({ file }) => ({
    change: (reply, asked) => (fileOf(reply, asked, file) ? page(404, 'There is nothing here.') : reply),
  }),
});
