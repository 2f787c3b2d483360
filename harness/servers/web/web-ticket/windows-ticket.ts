import { faultAnswer, notSoap } from '../answers.js';
import { isSecure } from '../connection.js';
import type { WebHandler } from '../exchange.js';
import { webProblems } from '../problems.js';
import { authenticateWindows } from '../windows-authentication.js';
import { issueTicket } from './issue-ticket.js';
import { diagnosticsHeader, recordRefusal, refuseTicket } from './refuse.js';

/**
 * POST to the service itself: a ticket for a Windows account, by NTLM on the connection (MS-OCAUTHWS 3.2). The phone
 * tethered to a PC signs in this way. The body is looked at last: clients send it empty while they authenticate.
 */
export const windowsTicket: WebHandler = (exchange) => {
  if (!isSecure(exchange.connection)) return refuseTicket(exchange, 'ntlm', 'not-https');
  if (!exchange.context.deployment.webServices.windowsAuthentication) {
    const off = webProblems['windows-authentication-off'];
    recordRefusal(exchange, 'ntlm', 'windows-authentication-off', off.errorId);
    return { ...faultAnswer('windows-authentication-off'), headers: diagnosticsHeader(exchange, off) };
  }
  const outcome = authenticateWindows(exchange);
  if ('answer' in outcome) {
    const { refusal } = outcome;
    if (refusal) recordRefusal(exchange, 'ntlm', refusal.problem, refusal.errorId, { account: refusal.account });
    return outcome.answer;
  }
  const operation = exchange.request.envelope?.operation;
  return operation
    ? issueTicket(exchange, operation, { user: outcome.user.sipAddress, method: 'ntlm' })
    : notSoap(exchange);
};
