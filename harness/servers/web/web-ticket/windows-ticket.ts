import { notSoap } from '../answers.js';
import { isSecure } from '../connection.js';
import type { WebHandler } from '../exchange.js';
import { authenticateWindows } from '../windows-authentication.js';
import { issueTicket } from './issue-ticket.js';
import { recordRefusal, refuseTicket } from './refuse.js';

/**
 * POST to the service itself: a ticket for a Windows account, by NTLM on the connection (MS-OCAUTHWS 3.2). The phone
 * tethered to a PC signs in this way. The body is looked at last: clients send it empty while they authenticate.
 */
export const windowsTicket: WebHandler = (exchange) => {
  if (!isSecure(exchange.connection)) return refuseTicket(exchange, 'ntlm', 'not-https');
  if (!exchange.context.deployment.webServices.windowsAuthentication) {
    return refuseTicket(exchange, 'ntlm', 'windows-authentication-off');
  }
  const outcome = authenticateWindows(exchange);
  if ('answer' in outcome) {
    if (outcome.refusal) {
      recordRefusal(exchange, 'ntlm', outcome.refusal.problem, outcome.refusal.errorId, outcome.refusal.account);
    }
    return outcome.answer;
  }
  const operation = exchange.request.envelope?.operation;
  return operation ? issueTicket(exchange, operation, outcome.user, 'ntlm') : notSoap(exchange);
};
