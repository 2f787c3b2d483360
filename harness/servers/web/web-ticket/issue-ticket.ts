import type { User } from '../../../deployment/index.js';
import { readRequestSecurityToken } from '../../../wire/soap/index.js';
import type { XmlElement } from '../../../wire/xml/index.js';
import { faultAnswer, unknownRequest, xmlAnswer } from '../answers.js';
import type { WebAnswer, WebExchange } from '../exchange.js';
import { certificatePortUrl } from '../urls.js';

/** RequestSecurityToken for somebody who proved who they are: the RSTR with a SAML ticket (MS-OCAUTHWS 3.2.4.1). */
export function issueTicket(
  exchange: WebExchange,
  operation: XmlElement,
  user: User,
  method: 'pin' | 'ntlm',
): WebAnswer {
  const asked = readRequestSecurityToken(operation);
  // A ticket is of use to its holder alone, who proves himself with a key made from his entropy (inferred: required).
  if (!asked.entropy) return unknownRequest(exchange, faultAnswer('malformed-request'));
  const audience = asked.appliesTo ?? certificatePortUrl(exchange.context.deployment);
  const { responseXml } = exchange.tickets.issue({
    user: `sip:${user.sipAddress}`,
    audience,
    clientEntropy: asked.entropy,
    ...(asked.context !== undefined && { context: asked.context }),
  });
  exchange.record('web-ticket.issued', { user: user.sipAddress, method, audience });
  return xmlAnswer(responseXml);
}
