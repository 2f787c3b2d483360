import type { TicketProblem } from '../../../authentication/web-ticket/index.js';
import type { WebProblem } from '../problems.js';

/** Why a ticket opens no port, as the web services' table of problems has it. */
export const ticketProblems: Readonly<Record<TicketProblem, WebProblem>> = {
  missing: 'ticket-missing',
  unknown: 'ticket-invalid',
  forged: 'ticket-invalid',
  expired: 'ticket-expired',
  audience: 'ticket-audience',
  signature: 'ticket-invalid',
  timestamp: 'ticket-invalid',
};
