import { entries } from './entry.js';

export const certificatesErrors = entries({});
