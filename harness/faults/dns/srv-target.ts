import { z } from 'zod';
import { faultKind } from '../kind.js';
import { about, aboutWords, domainName } from './about.js';
import type { DnsFault } from './dns-fault.js';
import { srvPoints } from './points.js';

/** The record leads to a server of another domain: from CU7 on a phone does not follow it. */
export const srvTarget = faultKind<DnsFault>()({
  do: 'srv-target',
  at: srvPoints,
  schema: () => z.strictObject({ ...about, target: domainName.describe('Host the records name instead.') }),
  summary: 'SRV records lead to another host.',
  example: { target: 'pool01.fabrikam.com' },
  explain: ({ target, name }) => `SRV records${aboutWords({ name })} lead to ${target}.`,
  make: ({ target, name }) => ({
    about: name,
    change: (reply) => {
      const { answers = [] } = reply;
      if (!answers.some(({ type }) => type === 'SRV')) return reply;
      const led = answers.map((each) => (each.type === 'SRV' ? { ...each, data: { ...each.data, target } } : each));
      return { ...reply, answers: led, additionals: [] };
    },
  }),
});
