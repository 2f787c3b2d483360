import { entries } from './entry.js';

export const authenticationErrors = entries({});
