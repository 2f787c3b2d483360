import { entries } from './entry.js';

export const tlsErrors = entries({});
