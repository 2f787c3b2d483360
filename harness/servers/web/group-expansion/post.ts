import { groupExpansionPath, host } from '../../../deployment/index.js';
import { GROUP_EXPANSION_PORT_PATH } from '../../../wire/soap/index.js';
import { DISTRIBUTION_LIST_EXPANDER, searchAbEntry } from '../address-book/search-ab-entry.js';
import { faultAnswer, notSecureAnswer, notSoap, unknownRequest } from '../answers.js';
import { checkBearer } from '../check-bearer.js';
import { isSecure } from '../connection.js';
import type { WebHandler } from '../exchange.js';
import type { WebProblem } from '../problems.js';
import { expandList } from './expand-list.js';

/** POST at or below `/groupexpansion/service.svc`, for the bearer of a web ticket. */
export const postGroupExpansion: WebHandler = (exchange) => {
  if (!isSecure(exchange.connection)) return notSecureAnswer();
  const operation = exchange.request.envelope?.operation;
  if (!operation) return notSoap(exchange);
  const base = `https://${host(exchange.context.deployment, 'web').fqdn}${groupExpansionPath}`;
  const ticket = checkBearer(exchange, [`${base}${GROUP_EXPANSION_PORT_PATH}`, base]);
  if (!ticket.ok) {
    const { errorId, problem, reason } = ticket;
    exchange.record('address-book.refused', { part: 'query', problem });
    return faultAnswer(webProblemOf(problem), { errorId, reason });
  }
  const user = ticket.user.replace(/^sip:/i, '');
  if (operation.namespace !== DISTRIBUTION_LIST_EXPANDER) {
    return unknownRequest(exchange, faultAnswer('unknown-operation'));
  }
  return operation.localName === 'SearchAbEntry'
    ? searchAbEntry(exchange, operation, user)
    : expandList(exchange, operation, user);
};

/** The fault code that goes with a refused ticket; id and reason are the ticket's own. */
function webProblemOf(problem: string): WebProblem {
  return problem === 'missing' ? 'ticket-missing' : 'ticket-invalid';
}
