import { child, children, type XmlElement } from '../../../wire/xml/index.js';
import type { FrontEndCore } from '../core.js';
import type { SignedExchange } from '../methods/method.js';
import { changeContacts, contactListOf, contactOperation, contactProblem } from '../presence/contacts/index.js';
import { SOAP_ENVELOPE, WINRTC_SIP } from '../presence/namespaces.js';
import { invalidBody, type XmlBody, xmlBody } from '../presence/read-body.js';
import type { Reply } from '../reply.js';
import type { ServiceContent } from './service-content.js';

const TYPE = 'application/SOAP+xml';

/** Presence and permissions of clients before 2007, which no client here goes by: taken and dropped (MS-SIP 3.2.4.2, inferred). */
const accepted: ReadonlySet<string> = new Set(['setPresence', 'setACE']);

/** Changes of the contact list, and what is left of LCS 2005, as SOAP (MS-SIP 3.7.4). */
export const soap: ServiceContent = {
  type: TYPE.toLowerCase(),
  serve: (exchange, core) => {
    const body = xmlBody(exchange.request, 'Envelope');
    const operation = operationOf(body);
    if (accepted.has(operation.localName)) return { status: 200, reason: 'OK' };
    return contactChange(operation, body, exchange, core) ?? { status: 415, reason: 'Unsupported Media Type' };
  },
};

function operationOf({ root }: XmlBody): XmlElement {
  const body = child(root, 'Body');
  const operation = body && children(body)[0];
  if (!operation) throw invalidBody('its Body', 'it is empty');
  return operation;
}

function contactChange(
  asked: XmlElement,
  { text }: XmlBody,
  exchange: SignedExchange,
  core: FrontEndCore,
): Reply | undefined {
  const operation = contactOperation(asked.localName);
  if (!operation) return undefined;
  const request = { operation: asked, text };
  const outcome = changeContacts(operation, request, exchange, core);
  if (!outcome.ok) return contactProblem(outcome.problem, request, contactListOf(core, exchange.user).deltaNum);
  const answer = operation.answer?.(outcome);
  if (answer === undefined) return { status: 200, reason: 'OK' };
  return { status: 200, reason: 'OK', body: { type: TYPE, text: envelope(operation.name, answer) } };
}

function envelope(name: string, content: string): string {
  const operation = `<m:${name} xmlns:m="${WINRTC_SIP}">${content}</m:${name}>`;
  return `<SOAP-ENV:Envelope xmlns:SOAP-ENV="${SOAP_ENVELOPE}"><SOAP-ENV:Body>${operation}</SOAP-ENV:Body></SOAP-ENV:Envelope>`;
}
