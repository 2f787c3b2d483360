import { z } from 'zod';
import { fault } from '../../wire/soap/index.js';
import { faultKind } from '../kind.js';
import { soapPoints } from './points.js';
import { LINE } from './reply.js';
import type { WebFault } from './web-fault.js';

/** The service itself refuses, with the diagnostics of MS-OCAUTHWS 2.2.4. Nothing of what was asked is done. */
export const soapFault = faultKind<WebFault>()({
  do: 'soap-fault',
  at: soapPoints,
  schema: () =>
    z.strictObject({
      errorId: z.int().min(1).max(999_999).default(28020).describe('ErrorId of the diagnostics.'),
      reason: z.string().regex(LINE, 'one line of plain text').default('No valid security token.'),
      faultcode: z
        .string()
        .regex(/^(s:)?[A-Za-z][A-Za-z0-9]{0,63}$/, 'a WS-Security fault code, or s:Client and s:Server')
        .default('FailedAuthentication')
        .describe('A WS-Security fault code, or s:Client and s:Server.'),
      status: z.int().min(200).max(599).default(500).describe('HTTP status; 500 is observed.'),
    }),
  summary: 'Answers with a SOAP fault.',
  example: { errorId: 28000, reason: 'The user is not enabled.' },
  explain: ({ errorId, reason, faultcode, status }) =>
    `The answer is the SOAP fault ${faultcode} with ErrorId ${errorId}, “${reason.replace(/\.$/, '')}”, at HTTP status ${status}.`,
  make: ({ errorId, reason, faultcode, status }) => ({
    refuse: () => ({
      status,
      contentType: 'text/xml; charset=utf-8',
      body: fault({ faultcode, faultstring: reason, errorId, reason }),
    }),
  }),
});
