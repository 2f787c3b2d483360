import type { Method } from './method.js';

/** SERVICE: no content is understood yet (inferred). */
export const service: Method = () => ({ status: 415, reason: 'Unsupported Media Type' });
