import { webTicketSettings } from '../../../deployment/index.js';
import { faultAnswer, notSoap, unknownRequest } from '../answers.js';
import { isSecure } from '../connection.js';
import type { WebHandler } from '../exchange.js';
import { recordRefusal, refuseTicket } from './refuse.js';

/**
 * POST to the Anon port: for people without an account who join a meeting (observed). There are no meetings here, so
 * even where the port is on the request is kept and refused for want of a token that names one.
 */
export const anonymousTicket: WebHandler = (exchange) => {
  const { context, request } = exchange;
  if (!isSecure(exchange.connection)) return refuseTicket(exchange, 'anonymous', 'not-https');
  if (!request.envelope?.operation) return notSoap(exchange);
  if (!webTicketSettings(context.deployment).anonymousAuthentication) {
    return unknownRequest(exchange, refuseTicket(exchange, 'anonymous', 'anonymous-authentication-off'));
  }
  recordRefusal(exchange, 'anonymous', 'no-credential', 28020, { detail: 'no meeting exists here' });
  return unknownRequest(exchange, faultAnswer('no-credential'));
};
