import { z } from 'zod';
import { faultKind } from '../kind.js';
import { updateFilePoints } from './points.js';
import { fileOf } from './update-file.js';
import type { WebFault } from './web-fault.js';

/** A catalogue of another image, or one that was changed on its way: its signature is not that of the image. */
export const badCatalogue = faultKind<WebFault>()({
  do: 'bad-signature',
  at: updateFilePoints,
  schema: () => z.strictObject({}),
  summary: 'Gives a signature catalogue that is not that of the image.',
  example: {},
  explain: () => 'The signature catalogue has the checksum of another image.',
  make: () => ({
    change: (reply, asked) => {
      const content = fileOf(reply, asked, 'catalogue');
      if (!content) return reply;
      return {
        ...reply,
        content: {
          ...content,
          // Every line keeps its length: only the checksum is another.
          read: async (start, end) => otherDigest(await content.read(0, content.length)).subarray(start, end),
          sent: (bytes) => content.sent?.(bytes),
        },
      };
    },
  }),
});

function otherDigest(catalogue: Buffer): Buffer {
  const text = catalogue.toString('latin1');
  const changed = text.replace(/^sha256: ([0-9a-f]+)$/m, (_line, digits: string) => {
    const other = [...digits].map((digit) => (15 - Number.parseInt(digit, 16)).toString(16)).join('');
    return `sha256: ${other}`;
  });
  return Buffer.from(changed, 'latin1');
}
