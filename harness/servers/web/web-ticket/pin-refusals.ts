import { type PinReason, webTicketSettings } from '../../../deployment/index.js';
import { faultAnswer } from '../answers.js';
import type { WebAnswer, WebExchange } from '../exchange.js';
import { webProblems } from '../problems.js';
import { type RefusalFacts, recordRefusal } from './refuse.js';

/** Problems of number and PIN, and the name each has in the server's own list (PinFailureReason). */
const reasons = {
  'incorrect-pin': 'IncorrectPin',
  'unknown-user': 'UserDoesNotExist',
  locked: 'UserPinAccountLocked',
  'user-disabled': 'UserPinAccountDisabled',
  'user-not-unique': 'NonUniqueUser',
  'pin-not-unique': 'PinNotUnique',
  'pin-expired': 'PinExpired',
  'pin-not-set': 'PinNotSet',
  'pin-not-enabled': 'PinNotEnabledForUser',
  'pin-too-short': 'PinDoesNotMeetMinimumRequirements',
  unauthorized: 'Unauthorized',
} as const satisfies Record<string, PinReason>;

export type PinProblem = keyof typeof reasons;

/**
 * The answer to a refused PIN. Which error ids and statuses real servers send is in no public source, so the scenario
 * may have its own; every one is 28020 otherwise.
 */
export function refusePin(exchange: WebExchange, problem: PinProblem, facts: RefusalFacts): WebAnswer {
  const given = webTicketSettings(exchange.context.deployment).pinRefusals[reasons[problem]];
  const { errorId = webProblems[problem].errorId, text = webProblems[problem].reason, httpStatus } = given ?? {};
  recordRefusal(exchange, 'pin', problem, errorId, { ...facts, detail: reasons[problem] });
  const answer = faultAnswer(problem, { errorId, reason: text });
  return httpStatus === undefined ? answer : { ...answer, status: httpStatus };
}
