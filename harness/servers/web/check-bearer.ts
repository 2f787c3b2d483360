import type { TicketCheck } from '../../authentication/web-ticket/index.js';
import { tryBase64 } from '../../wire/soap/index.js';
import type { WebExchange } from './exchange.js';

/**
 * Whether a request bears a ticket for one of these URLs: in the header `X-MS-WebTicket: opaque=` with the assertion in
 * base64 (services that are not SOAP), else in a Security header without a signature. A refusal is for the service to
 * answer: `missing` where there was no ticket at all, which is challenged with `X-MS-WebTicketURL` (`bearerChallenge`).
 */
export function checkBearer(exchange: WebExchange, audience: string | readonly string[]): TicketCheck {
  const given = [exchange.request.headers['x-ms-webticket']].flat()[0];
  if (given === undefined) return exchange.tickets.checkBearer(exchange.request.envelope?.header, { audience });
  const assertion = tryBase64(/^\s*opaque\s*=\s*"?([^"]*?)"?\s*$/i.exec(given)?.[1] ?? '');
  return exchange.tickets.checkBearerText(assertion?.toString('utf8') ?? '', { audience });
}

/** Headers of the 401 that tells a client where to get a ticket (MS-OCAUTHWS 1.5). */
export function bearerChallenge(webTicketUrl: string): Readonly<Record<string, string>> {
  return { 'X-MS-WebTicketURL': webTicketUrl };
}
