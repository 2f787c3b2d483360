import { faultAnswer, notSecureAnswer, notSoap, unknownRequest } from '../answers.js';
import { isSecure } from '../connection.js';
import type { WebHandler } from '../exchange.js';

/** POST to a port of the Web Ticket Service that is not served: `/cert`, `/Auth`, `/Anon`, or one nobody knows yet. */
export const otherTicket: WebHandler = (exchange) => {
  if (!isSecure(exchange.connection)) {
    const { method, path } = exchange.request;
    exchange.record('web.unknown-request', { method, path: exchange.secrets.text(path) });
    return notSecureAnswer();
  }
  if (!exchange.request.envelope) return notSoap(exchange);
  return unknownRequest(exchange, faultAnswer('unsupported-authentication'));
};
