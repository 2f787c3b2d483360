import { ALLOWED_METHODS } from './allow.js';
import type { Method } from './method.js';

/** OPTIONS: 200 with Allow (inferred). */
export const options: Method = () => ({
  status: 200,
  reason: 'OK',
  after: [{ name: 'Allow', value: ALLOWED_METHODS }],
});
