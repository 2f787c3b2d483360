import { z } from 'zod';
import { faultKind } from '../kind.js';
import { about, aboutWords } from './about.js';
import type { DnsFault } from './dns-fault.js';
import { dnsPoints } from './points.js';

/** Any resolver must take it for an answer to somebody else. */
export const wrongId = faultKind<DnsFault>()({
  do: 'wrong-id',
  at: dnsPoints,
  schema: () => z.strictObject({ ...about }),
  summary: 'Answers under another identifier than the question’s.',
  example: {},
  explain: ({ name }) => `The answer${aboutWords({ name })} has another identifier than the question.`,
  make: ({ name }) => ({
    about: name,
    spoil: (message) => {
      const spoilt = Buffer.from(message);
      spoilt.writeUInt16BE(spoilt.readUInt16BE(0) ^ 0xffff, 0);
      return spoilt;
    },
  }),
});
