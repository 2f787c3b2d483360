import type { TicketCheck } from '../../../authentication/web-ticket/index.js';
import type { WebExchange } from '../exchange.js';
import { askedPortUrl, isBearerPort } from './ports.js';

/**
 * Whether the ticket of a request opens the port it was posted to: the bearer port takes Timestamp and Assertion, the
 * other one wants the Timestamp signed with the ticket's key (observed: what the policies of the metadata say).
 */
export function checkTicket(exchange: WebExchange): TicketCheck {
  const { context, request, tickets } = exchange;
  const audience = askedPortUrl(context.deployment, request.path);
  const header = request.envelope?.header;
  return isBearerPort(request.path) ? tickets.checkBearer(header, { audience }) : tickets.check(header, { audience });
}
