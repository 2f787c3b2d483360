import { z } from 'zod';
import { faultKind } from '../kind.js';
import { updateFilePoints } from './points.js';
import { fileOf, updateFileSchema, updateFileWords } from './update-file.js';
import type { WebFault } from './web-fault.js';

/** A file that was cut when it was copied into the store: by HTTP alone nobody can tell. */
export const wrongSize = faultKind<WebFault>()({
  do: 'wrong-size',
  at: updateFilePoints,
  schema: () =>
    z.strictObject({
      file: updateFileSchema.default('image'),
      missing: z
        .int()
        .min(1)
        .max(268_435_456)
        .default(1000)
        .describe('Bytes its end lacks; of a short file, all but one.'),
    }),
  summary: 'Sends a file of an update without its end, and a Content-Length that agrees.',
  example: {},
  explain: ({ file, missing }) =>
    `The ${updateFileWords[file]} lacks its last ${missing} bytes, and its Content-Length agrees.`,
  make: ({ file, missing }) => ({
    change: (reply, asked) => {
      const content = fileOf(reply, asked, file);
      if (!content || content.length < 2) return reply;
      const length = Math.max(1, content.length - missing);
      return {
        ...reply,
        content: {
          length,
          read: (start, end) => content.read(start, Math.min(end, length)),
          sent: (bytes) => content.sent?.(bytes),
        },
      };
    },
  }),
});
