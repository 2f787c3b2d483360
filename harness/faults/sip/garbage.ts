import { z } from 'zod';
import { faultKind } from '../kind.js';
import { sipPoints } from './points.js';
import type { SipFault } from './sip-fault.js';

/** Bytes after the message, which the client must take for the next one and find that they are none. */
export const garbage = faultKind<SipFault>()({
  do: 'garbage',
  at: sipPoints,
  schema: () =>
    z.strictObject({
      text: z.string().min(1).max(4096).default('\u0000\u0001garbage\r\n\r\n').describe('What follows the answer.'),
    }),
  summary: 'Sends garbage after the answer.',
  example: {},
  explain: ({ text }) => `${Buffer.byteLength(text)} bytes that are no SIP follow the answer.`,
  make: ({ text }) => ({ delivery: { do: 'append', bytes: Buffer.from(text) } }),
});
