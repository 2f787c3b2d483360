import { message } from './message.js';
import type { Method } from './method.js';

/** INVITE: there is nobody to call here. A user of the deployment is unavailable, anybody else unknown (inferred). */
export const invite: Method = (exchange, core) => message(exchange, core);
