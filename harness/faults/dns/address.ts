import { z } from 'zod';
import { faultKind } from '../kind.js';
import { about, aboutWords } from './about.js';
import type { DnsFault } from './dns-fault.js';
import { addressPoints } from './points.js';

/** The address of a server that was taken out of use; DNS remembers it longer than anybody. */
export const address = faultKind<DnsFault>()({
  do: 'address',
  at: addressPoints,
  schema: () => z.strictObject({ ...about, address: z.ipv4('not an IPv4 address').describe('Address told instead.') }),
  summary: 'A records tell another address.',
  example: { name: 'pool01.contoso.com', address: '192.0.2.1' },
  explain: ({ address: told, name }) => `A records${aboutWords({ name })} tell ${told}.`,
  make: ({ address: told, name }) => ({
    about: name,
    change: (reply) => {
      const { answers = [] } = reply;
      if (!answers.some(({ type }) => type === 'A')) return reply;
      return { ...reply, answers: answers.map((each) => (each.type === 'A' ? { ...each, data: told } : each)) };
    },
  }),
});
