import { child, descend, escapeText, find, text, type XmlElement } from '../xml/index.js';
import { METADATA_EXCHANGE, SOAP_12_ENVELOPE, SOAP_ENVELOPE, WS_ADDRESSING, WS_TRANSFER, WSDL } from './namespaces.js';

const GET_ACTION = `${WS_TRANSFER}/Get`;
const GET_RESPONSE_ACTION = `${WS_TRANSFER}/GetResponse`;
/** Longest message id that is told back; clients send a GUID behind `urn:uuid:`. */
const MAX_MESSAGE_ID = 200;

/** The request of WS-MetadataExchange (WS-Transfer Get), as tools of .NET post it to `/mex`. */
export function writeMetadataRequest(to: string, messageId: string, version: '1.1' | '1.2' = '1.2'): string {
  const namespace = version === '1.2' ? SOAP_12_ENVELOPE : SOAP_ENVELOPE;
  return (
    `<s:Envelope xmlns:s="${namespace}" xmlns:a="${WS_ADDRESSING}"><s:Header>` +
    `<a:Action s:mustUnderstand="1">${GET_ACTION}</a:Action><a:MessageID>${escapeText(messageId)}</a:MessageID>` +
    `<a:To s:mustUnderstand="1">${escapeText(to)}</a:To></s:Header><s:Body/></s:Envelope>`
  );
}

/** Whether a document is such a request, in SOAP 1.1 or 1.2. */
export function isMetadataRequest(document: XmlElement | undefined): boolean {
  if (document?.localName !== 'Envelope' || ![SOAP_ENVELOPE, SOAP_12_ENVELOPE].includes(document.namespace)) {
    return false;
  }
  const action = descend(document, 'Header', 'Action');
  return action?.namespace === WS_ADDRESSING && text(action).trim() === GET_ACTION;
}

/** The answer in the request's own version of SOAP, with its content type: the WSDL inside `wsx:Metadata`. */
export function writeMetadataAnswer(request: XmlElement, wsdl: string): { contentType: string; body: string } {
  const { namespace } = request;
  const id = descend(request, 'Header', 'MessageID');
  const related = id ? text(id).trim().slice(0, MAX_MESSAGE_ID) : '';
  const relates = related === '' ? '' : `<a:RelatesTo>${escapeText(related)}</a:RelatesTo>`;
  const body =
    `<s:Envelope xmlns:s="${namespace}" xmlns:a="${WS_ADDRESSING}"><s:Header>` +
    `<a:Action s:mustUnderstand="1">${GET_RESPONSE_ACTION}</a:Action>${relates}</s:Header><s:Body>` +
    `<Metadata xmlns="${METADATA_EXCHANGE}"><MetadataSection Dialect="${WSDL}">` +
    `${wsdl.replace(/^<\?xml[^>]*\?>/, '')}</MetadataSection></Metadata></s:Body></s:Envelope>`;
  const contentType =
    namespace === SOAP_12_ENVELOPE ? 'application/soap+xml; charset=utf-8' : 'text/xml; charset=utf-8';
  return { contentType, body };
}

/** The WSDL of such an answer's document. */
export function readMetadataAnswer(document: XmlElement): XmlElement | undefined {
  const metadata = find(document, 'Metadata');
  const section = metadata?.namespace === METADATA_EXCHANGE ? child(metadata, 'MetadataSection') : undefined;
  return section && child(section, 'definitions');
}
