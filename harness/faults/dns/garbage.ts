import { z } from 'zod';
import { faultKind } from '../kind.js';
import { about, aboutWords } from './about.js';
import type { DnsFault } from './dns-fault.js';
import { dnsPoints } from './points.js';

const HEADER_LENGTH = 12;
/** A compression pointer to itself. */
const LOOP = Buffer.from([0xc0, HEADER_LENGTH]);

/** The header fits the question; what follows is a name that never ends. */
export const garbage = faultKind<DnsFault>()({
  do: 'garbage',
  at: dnsPoints,
  schema: () => z.strictObject({ ...about }),
  summary: 'Answers with a message nobody can read.',
  example: {},
  explain: ({ name }) => `The answer${aboutWords({ name })} is a header and a name that points to itself.`,
  make: ({ name }) => ({
    about: name,
    spoil: (message) => Buffer.concat([message.subarray(0, HEADER_LENGTH), LOOP, message.subarray(HEADER_LENGTH + 2)]),
  }),
});
