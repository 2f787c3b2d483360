import type { Reply } from '../reply.js';
import { ALLOWED_METHODS } from './allow.js';

/**
 * NEGOTIATE asks for compression (MS-SIPCOMP) before anybody signed in, so the answer is unsigned. Any refusal makes
 * the client go on in clear (inferred).
 */
export const negotiate: Reply = {
  status: 405,
  reason: 'Method Not Allowed',
  after: [{ name: 'Allow', value: ALLOWED_METHODS }],
};
