import { child, descend, escapeText, find, text, type XmlElement } from '../xml/index.js';
import { envelope } from './envelope.js';
import { WEB_AUTHENTICATION, WS_SECURITY } from './namespaces.js';

/** What a fault says. */
export interface SoapFault {
  /** The local part of the fault code, as `FailedAuthentication`. */
  readonly code: string;
  readonly string: string;
  readonly errorId?: number;
  readonly reason?: string;
}

/**
 * A fault with the diagnostics of MS-OCAUTHWS (OCSDiagnosticsFault), to be sent with HTTP status 500. `faultcode` is
 * a WS-Security code such as `FailedAuthentication`, or `s:Client` and `s:Server` for SOAP's own.
 */
export function fault(fault: {
  readonly faultcode: string;
  readonly faultstring: string;
  readonly errorId: number;
  readonly reason: string;
}): string {
  const soapCode = /^(?:s|soap):(.*)$/.exec(fault.faultcode)?.[1];
  const code = soapCode === undefined ? `a:${fault.faultcode.replace(/^.*:/, '')}` : `s:${soapCode}`;
  return envelope(
    `<s:Fault><faultcode xmlns:a="${WS_SECURITY}">${escapeText(code)}</faultcode>` +
      `<faultstring xml:lang="en-US">${escapeText(fault.faultstring)}</faultstring><detail>` +
      `<OCSDiagnosticsFault xmlns="${WEB_AUTHENTICATION}" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">` +
      `<Ms-Diagnostics-Fault><ErrorId>${fault.errorId}</ErrorId><Reason>${escapeText(fault.reason)}</Reason>` +
      '</Ms-Diagnostics-Fault>' +
      '<NameValuePairs xmlns:a="http://schemas.microsoft.com/2003/10/Serialization/Arrays"/>' +
      '</OCSDiagnosticsFault></detail></s:Fault>',
  );
}

/** The fault of a parsed envelope, or undefined when its Body holds none. */
export function parseFault(message: { readonly body: XmlElement }): SoapFault | undefined {
  const element = child(message.body, 'Fault');
  if (!element) return undefined;
  const read = (localName: string) => {
    const found = child(element, localName);
    return found ? text(found).trim() : '';
  };
  const diagnostics = find(element, 'Ms-Diagnostics-Fault');
  const errorId = diagnostics && descend(diagnostics, 'ErrorId');
  const reason = diagnostics && descend(diagnostics, 'Reason');
  const id = errorId ? text(errorId).trim() : '';
  return {
    code: read('faultcode').replace(/^.*:/, ''),
    string: read('faultstring'),
    ...(/^[0-9]{1,9}$/.test(id) && { errorId: Number(id) }),
    ...(reason && { reason: text(reason) }),
  };
}
