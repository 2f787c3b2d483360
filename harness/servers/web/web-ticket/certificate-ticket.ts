import { checkCertificateTicketRequest } from '../../../authentication/web-ticket/index.js';
import { userOfAddress, webTicketSettings } from '../../../deployment/index.js';
import { faultAnswer, notSoap } from '../answers.js';
import { isSecure } from '../connection.js';
import type { WebAnswer, WebExchange, WebHandler } from '../exchange.js';
import { webProblems } from '../problems.js';
import { issueTicket } from './issue-ticket.js';
import { diagnosticsHeader, recordRefusal, refuseTicket } from './refuse.js';

/**
 * POST to the Cert port: a ticket for the holder of a certificate that certificate provisioning issued, who signs the
 * message (MS-OCAUTHWS 3.2; WSS X.509 Certificate Token Profile). Phones renew their certificates so (inferred).
 */
export const certificateTicket: WebHandler = (exchange) => {
  const { context, request } = exchange;
  if (!isSecure(exchange.connection)) return refuseTicket(exchange, 'certificate', 'not-https');
  if (!request.envelope?.operation) return notSoap(exchange);
  const { certificateAuthentication, certificateReplay, clockSkewMs } = webTicketSettings(context.deployment);
  if (!certificateAuthentication) return refuseCertificate(exchange, 'certificate-authentication-off');
  const check = checkCertificateTicketRequest(request.envelope.header, {
    authority: context.deployment.provisioning.certificate,
    at: context.clock.now(),
    clockSkewMs,
    isPublished: ({ thumbprint }) => context.pool.certificates.state(thumbprint),
    ...(certificateReplay === 'refused' && { seen: exchange.tickets.requests }),
  });
  if (!check.ok) return refuseCertificate(exchange, check.problem, check.user, check.detail);
  const user = userOfAddress(context.deployment, check.user);
  if (!user) return refuseCertificate(exchange, 'unknown-user', check.user);
  if (!context.pool.accounts.isEnabled(user)) return refuseCertificate(exchange, 'user-disabled', check.user);
  return issueTicket(exchange, request.envelope.operation, { user: user.sipAddress, method: 'certificate' });
};

/** The problem goes into the journal; the client hears 28020, or 28029 where the method is off (inferred). */
function refuseCertificate(exchange: WebExchange, problem: string, account?: string, detail?: string): WebAnswer {
  const told =
    problem === 'certificate-authentication-off' ? 'certificate-authentication-off' : ('certificate-refused' as const);
  const details = webProblems[told];
  recordRefusal(exchange, 'certificate', problem, details.errorId, { account, detail });
  return { ...faultAnswer(told, details), headers: diagnosticsHeader(exchange, details) };
}
