import { instanceFromEpid } from '../wire/sip/index.js';

/** A SIP address without its scheme. */
export function sipAddressOf(text: string): string {
  return text.trim().replace(/^sip:/i, '');
}

export function domainOf(sipAddress: string): string {
  return sipAddress.slice(sipAddress.lastIndexOf('@') + 1);
}

/** The device's GUID in braces, as the web services are given it; derived from the epid (MS-SIPRE 3.2). */
export function instanceOf(epid: string): string {
  return `{${instanceFromEpid(epid)}}`;
}
