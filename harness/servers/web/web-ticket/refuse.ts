import { host } from '../../../deployment/index.js';
import type { TicketMethod } from '../../../journal/index.js';
import { faultAnswer, notSecureAnswer } from '../answers.js';
import { hostOfService } from '../connection.js';
import type { WebAnswer, WebExchange } from '../exchange.js';
import { type ProblemDetails, type WebProblem, webProblems } from '../problems.js';

/** Longest account name recorded; the rest of it is noise. */
const MAX_ACCOUNT = 128;

/** What else is known of a refusal. */
export interface RefusalFacts {
  /** What was typed. */
  readonly account?: string | undefined;
  readonly rule?: string | undefined;
  readonly detail?: string | undefined;
}

/** Records why there is no ticket, and answers with the fault for it. `account` is what was typed. */
export function refuseTicket(
  exchange: WebExchange,
  method: TicketMethod,
  problem: WebProblem,
  account?: string,
): WebAnswer {
  recordRefusal(exchange, method, problem, webProblems[problem].errorId, { account });
  return problem === 'not-https' ? notSecureAnswer() : faultAnswer(problem);
}

export function recordRefusal(
  exchange: WebExchange,
  method: TicketMethod,
  problem: string,
  errorId: number,
  { account, detail, rule }: RefusalFacts = {},
): void {
  exchange.record('web-ticket.refused', {
    method,
    problem,
    errorId,
    ...(account !== undefined && { account: exchange.secrets.text(account).slice(0, MAX_ACCOUNT) }),
    ...(rule !== undefined && { rule }),
    ...(detail !== undefined && { detail }),
  });
}

/** MS-OCAUTHWS 3.2.4.1: where Windows or certificate authentication fails, the diagnostics are a header. */
export function diagnosticsHeader(
  exchange: WebExchange,
  { errorId, reason }: ProblemDetails,
): Readonly<Record<string, string>> {
  const source = host(exchange.context.deployment, hostOfService(exchange.connection.service)).fqdn;
  return { 'X-Ms-diagnostics': `${errorId};source="${source}";reason="${reason}"` };
}
