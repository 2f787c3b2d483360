import { timedOut } from '../../foundation/clock/index.js';
import {
  addressData,
  addresses,
  type DhcpMessage,
  type DhcpOption,
  decodeDhcp,
  dhcpMessageType,
  dhcpOption,
  encodeDhcp,
  option,
  parseMac,
} from '../../wire/dhcp/index.js';
import type { StepContext } from '../context.js';
import { profileDhcp } from '../profile/index.js';
import type { Datagram } from './datagram.js';

/** Waits after each transmission (RFC 2131 4.1 back-off; the number of tries of a real phone is unknown). */
export const DHCP_WAITS_MS: readonly number[] = [4000, 8000, 16000];
/** Each wait is longer or shorter by up to this much. */
export const DHCP_JITTER_MS = 1000;
export const DHCP_EVERYWHERE = { address: '255.255.255.255', port: 67 };

const REQUEST = 1;
const ETHERNET = 1;
const BROADCAST_FLAG = 0x8000;
const NONE = '0.0.0.0';

export interface ClientMessage {
  readonly type: keyof typeof dhcpMessageType;
  readonly xid: number;
  readonly ciaddr?: string;
  /** Option 60. */
  readonly vendorClass?: string | undefined;
  /** Option 55. */
  readonly asked?: readonly number[];
  /** Option 50. */
  readonly requested?: string;
  /** Option 54. */
  readonly server?: string;
}

/** The bytes of a message of this phone. Without an address it asks for answers by broadcast, as it hears no others. */
export function clientMessage(context: StepContext, message: ClientMessage): Buffer {
  const { type, xid, ciaddr = NONE, requested, server } = message;
  const { asked, vendorClass } = profileDhcp(context.profile, type, message);
  const chaddr = parseMac(context.mac);
  const address = (code: number, value: string | undefined): DhcpOption[] =>
    value === undefined ? [] : [{ code, data: addressData([value]) }];
  return encodeDhcp({
    ...{ op: REQUEST, htype: ETHERNET, hops: 0, xid, secs: 0, ciaddr, chaddr },
    ...{ yiaddr: NONE, siaddr: NONE, giaddr: NONE, sname: Buffer.alloc(0), file: Buffer.alloc(0) },
    flags: ciaddr === NONE ? BROADCAST_FLAG : 0,
    options: [
      { code: dhcpOption.messageType, data: Buffer.from([dhcpMessageType[type]]) },
      { code: dhcpOption.clientIdentifier, data: Buffer.concat([Buffer.from([ETHERNET]), chaddr]) },
      ...(vendorClass === undefined
        ? []
        : [{ code: dhcpOption.vendorClass, data: Buffer.from(vendorClass, 'latin1') }]),
      ...address(dhcpOption.requestedAddress, requested),
      ...address(dhcpOption.serverIdentifier, server),
      ...(asked === undefined ? [] : [{ code: dhcpOption.parameterRequestList, data: Buffer.from(asked) }]),
    ],
  });
}

/** An answer to this very phone and transaction; others' answers pass here too. */
export interface ServerAnswer {
  readonly type: 'offer' | 'ack' | 'nak';
  readonly message: DhcpMessage;
}

export function answerTo(context: StepContext, xid: number, bytes: Buffer): ServerAnswer | undefined {
  let message: DhcpMessage;
  let type: number | undefined;
  try {
    message = decodeDhcp(bytes);
    type = option(message, dhcpOption.messageType)?.[0];
  } catch {
    return undefined;
  }
  if (message.op !== 2 || message.xid !== xid || !message.chaddr.equals(parseMac(context.mac))) return undefined;
  if (type === dhcpMessageType.offer) return { type: 'offer', message };
  if (type === dhcpMessageType.ack) return { type: 'ack', message };
  return type === dhcpMessageType.nak ? { type: 'nak', message } : undefined;
}

/** Sends until an answer that `wanted` takes has come; undefined when none does. */
export async function askServers(
  context: StepContext,
  datagram: Datagram,
  question: { readonly payload: Buffer; readonly xid: number; readonly waits?: readonly number[] },
  wanted: (answer: ServerAnswer) => boolean,
): Promise<ServerAnswer | undefined> {
  const { clock, random } = context;
  const { payload, xid, waits = DHCP_WAITS_MS } = question;
  const answer = datagram.receive((bytes) => {
    const read = answerTo(context, xid, bytes);
    return read && wanted(read) ? read : undefined;
  });
  for (const wait of waits) {
    datagram.send(payload);
    const heard = await clock.within(wait + random.below(2 * DHCP_JITTER_MS + 1) - DHCP_JITTER_MS, answer);
    if (heard !== timedOut) return heard.kind === 'heard' ? heard.value : undefined;
  }
  return undefined;
}

/** An option of addresses that cannot be read is as good as absent. */
export function addressesOf(answer: DhcpMessage, code: number): string[] {
  const data = option(answer, code);
  return data === undefined || data.length % 4 !== 0 ? [] : addresses(data);
}
