import { formatMac, parseMac } from '../wire/dhcp/index.js';
import { instanceFromEpid } from '../wire/sip/index.js';
import type { PhoneModel } from './models/index.js';
import type { PhoneOptions } from './options.js';

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

/** What makes this phone another than the next one of its model. */
export interface PhoneIdentity {
  /** Lower-case hex pairs. */
  readonly mac: string;
  readonly serial: string;
  /** Endpoint identifier, 10 hex digits. */
  readonly epid: string;
}

/** Given, kept, or drawn from the seed. @throws HarnessError WIRE_INVALID for a MAC address that is none */
export function identityOf(options: PhoneOptions, model: PhoneModel): PhoneIdentity {
  const mac = options.mac ?? options.kept?.mac;
  const random = options.random.derive('identity');
  const drawn = Buffer.concat([Buffer.from(model.oui.replaceAll(':', ''), 'hex'), random.bytes(3)]);
  return {
    mac: formatMac(mac === undefined ? drawn : parseMac(mac)),
    serial: options.serial ?? options.kept?.serial ?? random.hex(12).toUpperCase(),
    epid: options.epid ?? options.kept?.epid ?? random.hex(10),
  };
}
