import { refusalReply, unknownUser } from '../refusals.js';
import type { Method } from './method.js';

/** INVITE: there is nobody to call here (inferred). */
export const invite: Method = (_exchange, core) => refusalReply(unknownUser, core.fqdn);
