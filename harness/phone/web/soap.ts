import { HarnessError } from '../../foundation/errors/index.js';
import { parseEnvelope, parseFault, type SoapFault } from '../../wire/soap/index.js';
import { parseXml, type XmlElement } from '../../wire/xml/index.js';
import type { HttpAnswer } from '../network/http/http-answer.js';
import type { WebClient, WebRequest } from '../network/http/web-client.js';

/** A SOAP 1.1 request as the phone posts it. */
export function soapRequest(url: string, action: string, message: string, what: string): WebRequest {
  return {
    method: 'POST',
    url,
    headers: { 'Content-Type': 'text/xml; charset=utf-8', SOAPAction: `"${action}"` },
    body: Buffer.from(message),
    what,
  };
}

/** The WSDL of a service. @throws HarnessError PHONE_HTTP_REFUSED, WIRE_INVALID and the errors of `WebClient.send` */
export async function metadataOf(web: WebClient, service: string): Promise<XmlElement> {
  const url = `${service}/mex`;
  const what = 'the request for its metadata';
  const answer = await web.send({ method: 'GET', url, what });
  if (answer.status !== 200) {
    throw new HarnessError('PHONE_HTTP_REFUSED', { url, what, status: answer.status, detail: '' });
  }
  return parseXml(answer.body);
}

/** The fault in an answer of any status, or `undefined` when it holds none or is not SOAP at all. */
export function faultIn(answer: HttpAnswer): SoapFault | undefined {
  try {
    return parseFault(parseEnvelope(answer.body));
  } catch (error) {
    if (error instanceof HarnessError) return undefined;
    throw error;
  }
}

/** What a refusal says: the fault, else the diagnostics header, else the bare status. */
export function refusalIn(answer: HttpAnswer): string {
  const fault = faultIn(answer);
  if (fault) {
    const reason = fault.reason ?? fault.string;
    return `${fault.errorId === undefined ? '' : `${fault.errorId} `}${reason}`.replace(/\.$/, '').slice(0, 300);
  }
  const [diagnostics] = answer.header('x-ms-diagnostics');
  return diagnostics?.slice(0, 300) ?? `HTTP status ${answer.status}`;
}
