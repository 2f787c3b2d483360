import { z } from 'zod';
import { faultKind } from '../kind.js';
import { about, aboutWords } from './about.js';
import type { DnsFault } from './dns-fault.js';
import { addressPoints } from './points.js';

const LOOP_TTL = 60;

/** Two names that are each other's alias. */
export const aliasLoop = faultKind<DnsFault>()({
  do: 'alias-loop',
  at: addressPoints,
  schema: () => z.strictObject({ ...about }),
  summary: 'Answers with aliases that lead back to themselves.',
  example: {},
  explain: ({ name }) => `The answer${aboutWords({ name })} is an alias of an alias of the name itself.`,
  make: ({ name }) => ({
    about: name,
    change: (_reply, asked) => ({
      code: 0,
      answers: [
        { type: 'CNAME', name: asked.name, ttl: LOOP_TTL, data: `alias.${asked.name}`.slice(0, 200) },
        { type: 'CNAME', name: `alias.${asked.name}`.slice(0, 200), ttl: LOOP_TTL, data: asked.name },
      ],
    }),
  }),
});
