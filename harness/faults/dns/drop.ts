import { z } from 'zod';
import { faultKind } from '../kind.js';
import { about, aboutWords } from './about.js';
import type { DnsFault } from './dns-fault.js';
import { dnsPoints } from './points.js';

/** A firewall before the name server, or a server that is down. */
export const drop = faultKind<DnsFault>()({
  do: 'drop',
  at: dnsPoints,
  schema: () => z.strictObject({ ...about }),
  summary: 'Does not answer.',
  example: {},
  explain: ({ name }) => `The question${aboutWords({ name })} is never answered.`,
  make: ({ name }) => ({ about: name, delivery: { do: 'drop' } }),
});
