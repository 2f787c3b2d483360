import { faultAnswer, notSecureAnswer } from '../answers.js';
import type { WebAnswer, WebExchange } from '../exchange.js';
import { type WebProblem, webProblems } from '../problems.js';

/** Longest account name recorded; the rest of it is noise. */
const MAX_ACCOUNT = 128;

/** Records why there is no ticket, and answers with the fault for it. `account` is what was typed. */
export function refuseTicket(
  exchange: WebExchange,
  method: 'pin' | 'ntlm',
  problem: WebProblem,
  account?: string,
): WebAnswer {
  recordRefusal(exchange, method, problem, webProblems[problem].errorId, account);
  return problem === 'not-https' ? notSecureAnswer() : faultAnswer(problem);
}

export function recordRefusal(
  exchange: WebExchange,
  method: 'pin' | 'ntlm',
  problem: string,
  errorId: number,
  account?: string,
): void {
  exchange.record('web-ticket.refused', {
    method,
    problem,
    errorId,
    ...(account !== undefined && { account: exchange.secrets.text(account).slice(0, MAX_ACCOUNT) }),
  });
}
