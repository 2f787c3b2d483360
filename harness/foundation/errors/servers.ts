import { entries } from './entry.js';

export const serversErrors = entries({});
