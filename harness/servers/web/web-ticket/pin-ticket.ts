import { notSoap, unknownRequest } from '../answers.js';
import { isSecure } from '../connection.js';
import type { WebHandler } from '../exchange.js';
import { issueTicket } from './issue-ticket.js';
import { judgePin } from './judge-pin.js';
import { refusePin } from './pin-refusals.js';
import { refuseTicket } from './refuse.js';

/**
 * POST to the Pin port: a ticket for a phone number or extension and a PIN. How a real phone writes them is in no public
 * source; the UsernameToken is inferred from the `/Auth` port, and a request without one is kept to be learnt from.
 */
export const pinTicket: WebHandler = (exchange) => {
  const { context, request } = exchange;
  if (!isSecure(exchange.connection)) return refuseTicket(exchange, 'pin', 'not-https');
  if (!request.envelope?.operation) return notSoap(exchange);
  if (!context.deployment.webServices.pinAuthentication) {
    return refuseTicket(exchange, 'pin', 'pin-authentication-off');
  }
  const credential = request.credential;
  if (!credential) return unknownRequest(exchange, refuseTicket(exchange, 'pin', 'no-credential'));
  const { password, rule, username } = credential;
  const verdict = judgePin(context, username, password);
  if ('problem' in verdict) return refusePin(exchange, verdict.problem, { account: username, rule });
  return issueTicket(exchange, request.envelope.operation, { user: verdict.user.sipAddress, method: 'pin', rule });
};
