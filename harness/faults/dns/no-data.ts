import { z } from 'zod';
import { faultKind } from '../kind.js';
import { about, aboutWords } from './about.js';
import type { DnsFault } from './dns-fault.js';
import { dnsPoints } from './points.js';

/** As where a name has records of other types alone (RFC 2308, section 2.2). */
export const noData = faultKind<DnsFault>()({
  do: 'no-data',
  at: dnsPoints,
  schema: () => z.strictObject({ ...about }),
  summary: 'Answers that the name exists, without a record.',
  example: {},
  explain: ({ name }) => `The answer${aboutWords({ name })} says that the name exists and has no such record.`,
  make: ({ name }) => ({
    about: name,
    change: (reply) =>
      (reply.answers ?? []).length === 0
        ? reply
        : { code: 0, ...(reply.authorities && { authorities: reply.authorities }) },
  }),
});
