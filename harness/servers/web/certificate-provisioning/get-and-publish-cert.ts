import { userOfAddress } from '../../../deployment/index.js';
import { writeGetAndPublishCertResponse } from '../../../wire/soap/index.js';
import { attribute, type XmlElement } from '../../../wire/xml/index.js';
import { faultAnswer, notSecureAnswer, xmlAnswer } from '../answers.js';
import { isSecure } from '../connection.js';
import type { WebAnswer, WebExchange } from '../exchange.js';
import { type ProblemDetails, type WebProblem, webProblems } from '../problems.js';
import { deviceProblem, readAsk, requestProblem } from './check-request.js';
import { checkTicket } from './check-ticket.js';
import { issueCertificate } from './issue.js';

/**
 * GetAndPublishCert: a certificate for the ticket's user, published in the pool's store (MS-OCAUTHWS 1.3.2). Which
 * checks a real server makes, and in which order, is inferred.
 */
export async function getAndPublishCert(exchange: WebExchange, operation: XmlElement): Promise<WebAnswer> {
  const { context, record, request } = exchange;
  const { certificateProvisioning } = context.deployment;
  const entity = attribute(operation, 'Entity');
  const refuse = (problem: WebProblem, detail?: string, details: ProblemDetails = webProblems[problem]): WebAnswer => {
    const { errorId } = details;
    record('certificate.refused', {
      problem,
      errorId,
      ...(entity !== undefined && { entity }),
      ...(detail !== undefined && { detail }),
    });
    return problem === 'not-https' ? notSecureAnswer() : faultAnswer(problem, details);
  };
  if (!isSecure(exchange.connection)) return refuse('not-https');
  const ticket = checkTicket(exchange);
  if (!ticket.ok) return refuse(`ticket-${ticket.problem}`, undefined, ticket);
  const user = userOfAddress(context.deployment, ticket.user);
  if (!user) return refuse('ticket-invalid');
  const asked = await readAsk(operation);
  if ('problem' in asked) return refuse(asked.problem, asked.detail);
  if (userOfAddress(context.deployment, asked.entity) !== user) return refuse('other-user');
  const wrong = requestProblem(asked, context.deployment);
  if (wrong) return refuse(wrong.problem, wrong.detail);
  const otherDevice = deviceProblem(ticket, asked.deviceId);
  if (otherDevice && certificateProvisioning.deviceId === 'as-ticket') return refuse('other-device', otherDevice);
  const { certificates } = context.pool;
  const failure = exchange.failure('certificate-store');
  if (failure || !certificates.isReachable(certificateProvisioning.certificateStore === 'reachable')) {
    return refuse('certificate-store-unavailable', undefined, {
      ...webProblems['certificate-store-unavailable'],
      ...(failure && { errorId: failure.errorId }),
    });
  }
  const path = exchange.secrets.text(request.path);
  if (ticket.tolerated) record('web-ticket.tolerated', { user: user.sipAddress, path, problem: ticket.tolerated });
  if (otherDevice) {
    record('web-ticket.tolerated', { user: user.sipAddress, path, problem: 'other-device', detail: otherDevice });
  }
  const certificate = await issueCertificate(exchange, user, asked);
  const { deviceId, requestId } = asked;
  return xmlAnswer(
    writeGetAndPublishCertResponse({
      deviceId,
      entity: asked.entity,
      certificate,
      ...(requestId !== undefined && { requestId }),
    }),
  );
}
