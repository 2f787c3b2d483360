import { unknownRequest } from '../answers.js';
import type { WebHandler } from '../exchange.js';

/** POST or PUT below the request handler: devices leave logs there (TechNet, components); the format is not published. */
export const uploadLog: WebHandler = (exchange) => unknownRequest(exchange, { status: 200 });
