import { type CertificateRequest, readCertificateRequest } from '../../../../certs/requests/index.js';
import { summarize } from '../../../../certs/trust/index.js';
import { userOfAddress } from '../../../deployment/index.js';
import { HarnessError } from '../../../foundation/errors/index.js';
import { readGetAndPublishCertRequest, writeGetAndPublishCertResponse } from '../../../wire/soap/index.js';
import { attribute, type XmlElement } from '../../../wire/xml/index.js';
import { faultAnswer, notSecureAnswer, xmlAnswer } from '../answers.js';
import { isSecure } from '../connection.js';
import type { WebAnswer, WebExchange } from '../exchange.js';
import { type ProblemDetails, type WebProblem, webProblems } from '../problems.js';
import { certificatePortUrl } from '../urls.js';

/** Set-CsWebServiceConfiguration, MinCSRKeySize and MaxCSRKeySize: the range the settings allow. */
export const MIN_REQUEST_KEY_BITS = 1024;
export const MAX_REQUEST_KEY_BITS = 16384;

/**
 * GetAndPublishCert: a certificate for the ticket's user, published in the pool's store (MS-OCAUTHWS 1.3.2). Which
 * checks a real server makes, and in which order, is inferred.
 */
export async function getAndPublishCert(exchange: WebExchange, operation: XmlElement): Promise<WebAnswer> {
  const { context, record } = exchange;
  const entity = attribute(operation, 'Entity');
  const refuse = (problem: WebProblem, details: ProblemDetails = webProblems[problem]): WebAnswer => {
    const { errorId } = details;
    record('certificate.refused', { problem, errorId, ...(entity !== undefined && { entity }) });
    return problem === 'not-https' ? notSecureAnswer() : faultAnswer(problem, details);
  };
  if (!isSecure(exchange.connection)) return refuse('not-https');
  const ticket = exchange.tickets.check(exchange.request.envelope?.header, {
    audience: certificatePortUrl(context.deployment),
  });
  if (!ticket.ok) return refuse(`ticket-${ticket.problem}`, ticket);
  const user = userOfAddress(context.deployment, ticket.user);
  if (!user) return refuse('ticket-invalid');
  const asked = await readRequest(operation);
  if (!asked) return refuse('malformed-request');
  const { deviceId, requestId, request } = asked;
  if (userOfAddress(context.deployment, asked.entity) !== user) return refuse('other-user');
  if (!request.signatureValid) return refuse('bad-request-signature');
  if (!keyAllowed(request)) return refuse('key-size');
  const certificate = await context.deployment.provisioning.issue({
    publicKey: request.publicKey,
    user: user.sipAddress,
    at: context.clock.now(),
    hours: context.deployment.webServices.certificateHours,
  });
  const { thumbprint, notAfter } = summarize(certificate);
  context.pool.certificates.publish({ user: user.sipAddress, deviceId, thumbprint, certificate, notAfter });
  record('certificate.issued', {
    user: user.sipAddress,
    deviceId,
    thumbprint,
    notAfter: notAfter.toISOString(),
  });
  return xmlAnswer(
    writeGetAndPublishCertResponse({
      deviceId,
      entity: asked.entity,
      certificate,
      ...(requestId !== undefined && { requestId }),
    }),
  );
}

async function readRequest(operation: XmlElement) {
  try {
    const asked = readGetAndPublishCertRequest(operation);
    return { ...asked, request: await readCertificateRequest(asked.request) };
  } catch (error) {
    if (error instanceof HarnessError) return undefined;
    throw error;
  }
}

function keyAllowed({ keyType, keyBits }: CertificateRequest): boolean {
  return keyType === 'rsa' && keyBits >= MIN_REQUEST_KEY_BITS && keyBits <= MAX_REQUEST_KEY_BITS;
}
