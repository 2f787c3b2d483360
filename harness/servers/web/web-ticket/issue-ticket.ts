import type { TicketMethod } from '../../../journal/index.js';
import { readRequestSecurityToken, SAML_TOKEN } from '../../../wire/soap/index.js';
import type { XmlElement } from '../../../wire/xml/index.js';
import { faultAnswer, unknownRequest, xmlAnswer } from '../answers.js';
import type { WebAnswer, WebExchange } from '../exchange.js';
import { certificatePortUrl } from '../urls.js';
import { refuseTicket } from './refuse.js';

/** Somebody who proved who they are, and how. */
export interface Proven {
  /** SIP address without scheme. */
  readonly user: string;
  readonly method: TicketMethod;
  readonly rule?: string;
}

/** RequestSecurityToken for somebody who proved who they are: the RSTR with a SAML ticket (MS-OCAUTHWS 3.2.4.1). */
export function issueTicket(exchange: WebExchange, operation: XmlElement, proven: Proven): WebAnswer {
  const { method, rule, user } = proven;
  const asked = readRequestSecurityToken(operation);
  const bearer = /\/Bearer$/.test(asked.keyType ?? '');
  // The compact ticket of mobile clients, above all: no phone asks for one.
  if (asked.tokenType !== SAML_TOKEN)
    return unknownRequest(exchange, refuseTicket(exchange, method, 'token-type', user));
  // A ticket is of use to its holder alone, who proves himself with a key made from his entropy (inferred: required).
  if (!asked.entropy && !bearer) return unknownRequest(exchange, faultAnswer('malformed-request'));
  const audience = asked.appliesTo ?? certificatePortUrl(exchange.context.deployment);
  const { expires, responseXml } = exchange.tickets.issue({
    user: `sip:${user}`,
    audience,
    clientEntropy: bearer ? undefined : asked.entropy,
    keySize: asked.keySize,
    lifetimeMs: asked.lifetimeMs,
    context: asked.context,
  });
  exchange.record('web-ticket.issued', {
    user,
    method,
    audience,
    expires: expires.toISOString(),
    ...(rule !== undefined && { rule }),
    ...(bearer && { keyType: 'bearer' }),
  });
  return xmlAnswer(responseXml);
}
