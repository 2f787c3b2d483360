export {
  CERTIFICATE_REQUEST_LIFETIME_MS,
  type CertificateTicketRequest,
  signedCertificateTicketRequest,
} from './certificate-ticket-request.js';
export {
  type CertificateTicketCheck,
  type CertificateTicketQuestion,
  checkCertificateTicketRequest,
} from './check-certificate-request.js';
export {
  type Audience,
  MAX_TICKETS,
  type TicketOrder,
  WebTicketIssuer,
  type WebTicketIssuerOptions,
} from './issuer.js';
export {
  CLOCK_SKEW_MS,
  defaultWebTicketPolicy,
  proofModes,
  replayRules,
  TICKET_LIFETIME_MS,
  type WebTicketPolicy,
} from './policy.js';
export { type TicketCheck, type TicketProblem, ticketRefusals } from './problems.js';
export { proofKey } from './proof-key.js';
export { MAX_REMEMBERED_MESSAGES, ReplayMemory } from './replay-memory.js';
export { openWebTicket, securityHeaderXml, securityTokensXml, type WebTicket } from './ticket.js';
