import { type DhcpMessage, dhcpOption, formatMac, option } from '../../wire/dhcp/index.js';
import { voiceVlanVendorClass } from '../../wire/option43/index.js';
import { quadOf } from './address.js';
import { isUcClient } from './classes.js';
import type { Endpoint } from './destination.js';

/** One request of a client, read as far as every message needs it. */
export interface ClientRequest {
  readonly message: DhcpMessage;
  readonly raw: Buffer;
  readonly type: number;
  readonly mac: string;
  /** Whose lease it is: option 61 in hex, else the MAC (RFC 2131, section 4.2). */
  readonly client: string;
  /** Option 60 exactly as sent. */
  readonly vendorClass: string | undefined;
  readonly isUcClient: boolean;
  readonly isVlanPhase: boolean;
  /** Option 55, each once, in order; undefined when not sent. */
  readonly asked: readonly number[] | undefined;
  readonly from: Endpoint;
}

const SHORT_LIST = 32;
/** Longer identifiers are nobody's; the MAC then says whose lease it is. */
const LONGEST_IDENTIFIER = 255;

export function readClient(message: DhcpMessage, type: number, raw: Buffer, from: Endpoint): ClientRequest {
  const mac = formatMac(message.chaddr);
  const identifier = option(message, dhcpOption.clientIdentifier);
  const usable = identifier !== undefined && identifier.length > 1 && identifier.length <= LONGEST_IDENTIFIER;
  const vendorClass = option(message, dhcpOption.vendorClass)?.toString('latin1');
  const asked = option(message, dhcpOption.parameterRequestList);
  return {
    message,
    raw,
    type,
    mac,
    client: usable ? identifier.toString('hex') : mac,
    vendorClass,
    isUcClient: isUcClient(vendorClass),
    isVlanPhase: vendorClass?.toLowerCase() === voiceVlanVendorClass.toLowerCase(),
    asked: asked && distinct(asked),
    from,
  };
}

/** Each code once, in order. A phone's list of some ten needs no set; a stranger's of hundreds does. */
function distinct(codes: Buffer): number[] {
  if (codes.length > SHORT_LIST) return [...new Set(codes)];
  const once: number[] = [];
  for (const code of codes) if (!once.includes(code)) once.push(code);
  return once;
}

/** The one address of an option such as 50 or 54; undefined when absent or not 4 bytes. */
export function addressIn(message: DhcpMessage, code: number): string | undefined {
  const data = option(message, code);
  return data?.length === 4 ? quadOf(data.readUInt32BE(0)) : undefined;
}
