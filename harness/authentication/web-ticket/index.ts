export {
  CERTIFICATE_REQUEST_LIFETIME_MS,
  type CertificateTicketRequest,
  signedCertificateTicketRequest,
} from './certificate-ticket-request.js';
export { MAX_TICKETS, TICKET_LIFETIME_MS, type TicketCheck, type TicketProblem, WebTicketIssuer } from './issuer.js';
export { proofKey } from './proof-key.js';
export { openWebTicket, securityHeaderXml, securityTokensXml, type WebTicket } from './ticket.js';
