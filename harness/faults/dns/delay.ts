import { z } from 'zod';
import { faultKind } from '../kind.js';
import { about, aboutWords } from './about.js';
import type { DnsFault } from './dns-fault.js';
import { dnsPoints } from './points.js';

/** A resolver whose forwarders are far away; how long a real phone waits is not known. */
export const delay = faultKind<DnsFault>()({
  do: 'delay',
  at: dnsPoints,
  schema: () =>
    z.strictObject({ ...about, seconds: z.number().min(0.001).max(600).describe('Seconds of scenario time.') }),
  summary: 'Answers late.',
  example: { seconds: 5 },
  explain: ({ seconds, name }) => `The answer${aboutWords({ name })} comes ${seconds} seconds late.`,
  make: ({ seconds, name }) => ({ about: name, delivery: { do: 'delay', ms: seconds * 1000 } }),
});
