import { child, children, parseXml, type XmlElement } from '../xml/index.js';
import { invalidSoap } from './invalid.js';
import { SOAP_ENVELOPE } from './namespaces.js';

/** A SOAP message taken apart. */
export interface SoapEnvelope {
  readonly version: '1.1';
  readonly envelope: XmlElement;
  readonly header?: XmlElement;
  readonly body: XmlElement;
  /** The first element inside Body. */
  readonly operation?: XmlElement;
}

/**
 * @throws HarnessError WIRE_INVALID for XML that is not well-formed, or not a SOAP 1.1 envelope with a Body
 */
export function parseEnvelope(bytes: Buffer | string): SoapEnvelope {
  return envelopeOf(parseXml(bytes));
}

/**
 * The same of a document that was read already.
 * @throws HarnessError WIRE_INVALID for what is not a SOAP 1.1 envelope with a Body
 */
export function envelopeOf(envelope: XmlElement): SoapEnvelope {
  if (envelope.localName !== 'Envelope' || envelope.namespace !== SOAP_ENVELOPE) {
    throw invalidSoap('the root element', 'it is not a SOAP 1.1 Envelope');
  }
  const [header, body] = ['Header', 'Body'].map((name) => {
    const element = child(envelope, name);
    return element?.namespace === SOAP_ENVELOPE ? element : undefined;
  });
  if (!body) throw invalidSoap('the Envelope', 'it has no Body');
  const [operation] = children(body);
  return { version: '1.1', envelope, ...(header && { header }), body, ...(operation && { operation }) };
}

/** A SOAP 1.1 message around XML that declares its own namespaces; the prefix `s` is the envelope's. */
export function envelope(bodyXml: string, headerXml?: string): string {
  const header = headerXml === undefined ? '' : `<s:Header>${headerXml}</s:Header>`;
  return `<s:Envelope xmlns:s="${SOAP_ENVELOPE}">${header}<s:Body>${bodyXml}</s:Body></s:Envelope>`;
}
