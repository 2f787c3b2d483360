import { certsOnlyPkcs7 } from '../../../../certs/authorities/index.js';
import { certificateName } from '../../tls-events.js';
import { notFound, pageAnswer, unknownRequest } from '../answers.js';
import { isSecure } from '../connection.js';
import type { WebAnswer, WebExchange, WebHandler } from '../exchange.js';
import { authenticateWindows } from '../windows-authentication.js';

/** The web page of an Enterprise CA gives its chain here (reported: what public clients of it ask for). */
export const authorityChainPath = '/certsrv/certnew.p7b';

/** Columns of a line of base64, as certutil writes it. */
const LINE = 64;

/**
 * GET of the CA's own chain from its enrolment page: a phone that finds no CA certificate in Active Directory is
 * reported to go there and to need rights there. Which renewals there are nobody here keeps, so each gives the newest.
 */
export const authorityChain: WebHandler = (exchange) => {
  const service = exchange.context.deployment.activeDirectory?.enrollment;
  if (!service) return notFound(exchange);
  if (service.page === 'absent') {
    return refused(exchange, pageAnswer(404, 'The resource cannot be found.'), 'no-page');
  }
  if (service.page === 'forbidden') return refused(exchange, pageAnswer(403, 'Access is denied.'), 'forbidden');
  if (service.page === 'anonymous') return chain(exchange, service.authorities);
  const outcome = authenticateWindows(exchange);
  if ('answer' in outcome) {
    const { answer, refusal } = outcome;
    return refusal ? refused(exchange, answer, refusal.problem, refusal.account) : answer;
  }
  const { name } = outcome.user;
  if (service.page === 'unauthorized')
    return refused(exchange, pageAnswer(401, 'Access is denied.'), 'no-rights', name);
  return chain(exchange, service.authorities, name);
};

function chain(exchange: WebExchange, certificates: readonly Buffer[], account?: string): WebAnswer {
  const asked = askedOf(exchange.request.query);
  // Numbers are those of requests for certificates, which nobody makes of this CA.
  if (asked.get('reqid')?.toLowerCase() !== 'cacert') {
    return unknownRequest(exchange, pageAnswer(404, 'There is no such request.'));
  }
  const binary = asked.get('enc')?.toLowerCase() === 'bin';
  exchange.record('authority-page.served', {
    over: isSecure(exchange.connection) ? 'https' : 'http',
    encoding: binary ? 'binary' : 'base64',
    certificates: certificates.map(certificateName),
    ...(account !== undefined && { account }),
  });
  const bundle = certsOnlyPkcs7(certificates);
  return {
    status: 200,
    contentType: 'application/x-pkcs7-certificates',
    body: binary ? bundle : framed(bundle),
    headers: { 'Content-Disposition': 'attachment; filename=certnew.p7b' },
  };
}

/** Some CAs frame PKCS#7 as a certificate, this one among them (OpenSSL's reader of PEM says so of "some CAs"). */
function framed(bundle: Buffer): string {
  const lines = bundle.toString('base64').match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\r\n');
}

/** The first value of each name; ASP compares names without case. */
function askedOf(query: string): ReadonlyMap<string, string> {
  const asked = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const key = name.toLowerCase();
    if (!asked.has(key)) asked.set(key, value);
  }
  return asked;
}

function refused(exchange: WebExchange, answer: WebAnswer, reason: string, account?: string): WebAnswer {
  exchange.record('authority-page.refused', {
    over: isSecure(exchange.connection) ? 'https' : 'http',
    status: answer.status,
    reason,
    ...(account !== undefined && { account }),
  });
  return answer;
}
