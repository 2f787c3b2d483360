import { z } from 'zod';
import type { SipHeader, SipResponse } from '../../wire/sip/index.js';
import { faultKind } from '../kind.js';
import { signedPoints } from './points.js';
import type { SipFault } from './sip-fault.js';

/** Headers of the original answer that belong to the transaction. */
const kept = new Set(['via', 'from', 'to', 'call-id', 'cseq', 'server']);

/** Another final answer, signed as the right one would be. */
export const status = faultKind<SipFault>()({
  do: 'status',
  at: signedPoints,
  schema: () =>
    z.strictObject({
      status: z.int().min(300).max(699).describe('Status code.'),
      reason: line.default('Refused by the scenario').describe('Reason phrase.'),
      errorId: z.int().min(1).max(99_999).optional().describe('ErrorId of ms-diagnostics.'),
      text: line.optional().describe('Reason in ms-diagnostics.'),
      retryAfter: z.int().min(0).max(86_400).optional().describe('Retry-After, in seconds.'),
    }),
  summary: 'Answers with another status.',
  example: { status: 503, retryAfter: 60 },
  explain: ({ errorId, reason, retryAfter, status: code }) =>
    `${[
      `The answer is ${code} ${reason}`,
      ...(errorId === undefined ? [] : [`with ErrorId ${errorId}`]),
      ...(retryAfter === undefined ? [] : [`to be tried again after ${retryAfter} seconds`]),
    ].join(', ')}.`,
  make: ({ errorId, reason, retryAfter, status: code, text }) => ({
    change: (response) =>
      refused(response, code, reason, [
        ...(retryAfter === undefined ? [] : [{ name: 'Retry-After', value: String(retryAfter) }]),
        ...(errorId === undefined
          ? []
          : [{ name: 'ms-diagnostics', value: `${errorId};reason="${text ?? reason}";source="scenario"` }]),
      ]),
  }),
});

const line = z.string().regex(/^[^"\r\n]{1,200}$/, 'one line without quotes');

/** The answer with another status, only the headers of its transaction, and these. */
export function refused(response: SipResponse, code: number, reason: string, added: readonly SipHeader[]): SipResponse {
  const headers = response.headers.filter(({ name }) => kept.has(name.toLowerCase()));
  return {
    ...response,
    status: code,
    reason,
    headers: [...headers, ...added, { name: 'Content-Length', value: '0' }],
    body: Buffer.alloc(0),
  };
}
