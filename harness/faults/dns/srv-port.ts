import { z } from 'zod';
import { faultKind } from '../kind.js';
import { about, aboutWords } from './about.js';
import type { DnsFault } from './dns-fault.js';
import { srvPoints } from './points.js';

/** 5060 is what an administrator writes who copied the record of another product. */
export const srvPort = faultKind<DnsFault>()({
  do: 'srv-port',
  at: srvPoints,
  schema: () => z.strictObject({ ...about, port: z.int().min(0).max(65_535).describe('Port they name instead.') }),
  summary: 'SRV records name another port.',
  example: { port: 5060 },
  explain: ({ port, name }) => `SRV records${aboutWords({ name })} name port ${port}.`,
  make: ({ port, name }) => ({
    about: name,
    change: (reply) => {
      const { answers = [] } = reply;
      if (!answers.some(({ type }) => type === 'SRV')) return reply;
      const named = answers.map((each) => (each.type === 'SRV' ? { ...each, data: { ...each.data, port } } : each));
      return { ...reply, answers: named };
    },
  }),
});
