import { faultAnswer, notSecureAnswer, notSoap, unknownRequest } from '../answers.js';
import { isSecure } from '../connection.js';
import type { WebHandler } from '../exchange.js';

/** POST of a question for the location: a deployment without location policy has none. What a phone asks is kept whole. */
export const locate: WebHandler = (exchange) => {
  if (!isSecure(exchange.connection)) return notSecureAnswer();
  if (!exchange.request.envelope?.operation) return notSoap(exchange);
  return unknownRequest(exchange, faultAnswer('unknown-operation'));
};
