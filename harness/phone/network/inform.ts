import { timedOut } from '../../foundation/clock/index.js';
import {
  type DhcpMessage,
  decodeDhcp,
  dhcpMessageType,
  dhcpOption,
  encodeDhcp,
  option,
  parseMac,
} from '../../wire/dhcp/index.js';
import { ucVendorClass } from '../../wire/option43/index.js';
import type { StepContext } from '../context.js';

/** Waits after each transmission (RFC 2131 4.1 back-off; the number of tries of a real phone is unknown). */
export const INFORM_WAITS_MS: readonly number[] = [4000, 8000, 16000];
/** Each wait is longer or shorter by up to this much. */
export const INFORM_JITTER_MS = 1000;

const DHCP_SERVER = { address: '255.255.255.255', port: 67 };
const REQUEST = 1;
const ETHERNET = 1;

/**
 * A DHCPINFORM of the class MS-UC-Client asking for these options, and the answer it ends with: the first that
 * `wanted` likes, else the first that came at all. Later answers are ignored. `undefined` when nobody answers.
 * @throws HarnessError PHONE_ADDRESS_UNUSABLE
 */
export async function inform(
  context: StepContext,
  asked: readonly number[],
  wanted: (answer: DhcpMessage) => boolean,
): Promise<DhcpMessage | undefined> {
  const { plug, clock, random } = context;
  const xid = random.bytes(4).readUInt32BE(0);
  const chaddr = parseMac(context.mac);
  const payload = encodeDhcp(informMessage(plug.address, xid, chaddr, asked));
  const datagram = await plug.broadcast(DHCP_SERVER);
  let first: DhcpMessage | undefined;
  const accept = (bytes: Buffer) => {
    const answer = acknowledgement(bytes, xid, chaddr);
    first ??= answer;
    return answer && wanted(answer) ? answer : undefined;
  };
  try {
    const best = datagram.receive(accept);
    for (const wait of INFORM_WAITS_MS) {
      datagram.send(payload);
      const heard = await clock.within(wait + random.below(2 * INFORM_JITTER_MS + 1) - INFORM_JITTER_MS, best);
      if (heard !== timedOut) return heard.kind === 'heard' ? heard.value : first;
      if (first !== undefined) return first;
    }
    return first;
  } finally {
    datagram.close();
  }
}

function informMessage(ciaddr: string, xid: number, chaddr: Buffer, asked: readonly number[]): DhcpMessage {
  const none = '0.0.0.0';
  return {
    op: REQUEST,
    htype: ETHERNET,
    hops: 0,
    xid,
    secs: 0,
    flags: 0,
    ciaddr,
    yiaddr: none,
    siaddr: none,
    giaddr: none,
    chaddr,
    sname: Buffer.alloc(0),
    file: Buffer.alloc(0),
    options: [
      { code: dhcpOption.messageType, data: Buffer.from([dhcpMessageType.inform]) },
      { code: dhcpOption.clientIdentifier, data: Buffer.concat([Buffer.from([ETHERNET]), chaddr]) },
      { code: dhcpOption.vendorClass, data: Buffer.from(ucVendorClass, 'latin1') },
      { code: dhcpOption.parameterRequestList, data: Buffer.from(asked) },
    ],
  };
}

/** A DHCPACK for this very request, or `undefined`: other phones' answers pass here too. */
function acknowledgement(bytes: Buffer, xid: number, chaddr: Buffer): DhcpMessage | undefined {
  let message: DhcpMessage;
  let type: Buffer | undefined;
  try {
    message = decodeDhcp(bytes);
    type = option(message, dhcpOption.messageType);
  } catch {
    return undefined;
  }
  if (message.op !== 2 || message.xid !== xid || !message.chaddr.equals(chaddr)) return undefined;
  return type?.length === 1 && type[0] === dhcpMessageType.ack ? message : undefined;
}
