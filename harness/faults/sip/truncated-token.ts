import { z } from 'zod';
import { faultKind } from '../kind.js';
import { changeChallenge } from './change-header.js';
import type { SipFault } from './sip-fault.js';

/** Base64 stays base64: only the handshake message in it ends too early. */
export const truncatedToken = faultKind<SipFault>()({
  do: 'truncated-token',
  at: ['front-end.handshake'],
  schema: () =>
    z.strictObject({
      keep: z.number().min(0.01).max(0.99).default(0.5).describe('Part of gssapi-data that is left; half when absent.'),
    }),
  summary: 'Cuts gssapi-data short.',
  example: {},
  explain: ({ keep }) => `Only ${Math.round(keep * 100)} % of gssapi-data are sent.`,
  make: ({ keep }) => ({
    change: (response) => changeChallenge(response, 'gssapi-data', (token) => cut(token, keep)),
  }),
});

function cut(token: string, keep: number): string {
  const bytes = Buffer.from(token, 'base64');
  return bytes.subarray(0, Math.floor(bytes.length * keep)).toString('base64');
}
