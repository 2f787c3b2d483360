import { entries } from './entry.js';

export const phoneErrors = entries({});
