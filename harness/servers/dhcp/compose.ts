import {
  addressData,
  type DhcpMessage,
  type DhcpOption,
  dhcpMessageType,
  dhcpOption,
  encodeOptions,
  option,
} from '../../wire/dhcp/index.js';
import type { ClientRequest } from './client.js';

/** The datagram every IP host must take (RFC 2132, section 9.10); smaller values of option 57 are not legal. */
const SMALLEST_MAXIMUM = 576;
/** One Ethernet frame; a larger offer in option 57 is not used. */
const LARGEST_MAXIMUM = 1500;
const IP_AND_UDP_HEADERS = 28;
/** Fixed fields, magic cookie and end mark. */
const WITHOUT_OPTIONS = 241;
const FILE_ROOM = 127;
const SNAME_ROOM = 63;
/** One instance of an option. Nobody's identifier is longer, and the answer must not grow with what a stranger sends. */
const LONGEST_ECHO = 255;
/** What a client that sends no option 55 needs of a lease. */
const UNASKED: readonly number[] = [
  dhcpOption.subnetMask,
  dhcpOption.router,
  dhcpOption.dnsServers,
  dhcpOption.domainName,
];
/** Asked for by some clients although a reply has them, or must not have them, anyway. */
const automatic: readonly number[] = [
  dhcpOption.messageType,
  dhcpOption.serverIdentifier,
  dhcpOption.leaseTime,
  dhcpOption.renewal,
  dhcpOption.rebinding,
];

const typeOptions = { offer: typeOption('offer'), ack: typeOption('ack'), nak: typeOption('nak') };

export interface ReplyParts {
  readonly request: ClientRequest;
  readonly type: 'offer' | 'ack' | 'nak';
  /** Option 54. */
  readonly serverAddress: string;
  /** yiaddr; `0.0.0.0` for an answer that leases nothing. */
  readonly leased?: string;
  /** Behind 53 and 54 whatever was asked: 51, 58 and 59 of a lease, 56 of a refusal. */
  readonly head?: readonly DhcpOption[];
  /** What the server has, in the order of its replies. */
  readonly has: readonly DhcpOption[];
  /** Use the fields file and sname for what does not fit. */
  readonly overload?: boolean | undefined;
}

export interface ComposedReply {
  readonly message: DhcpMessage;
  /** Codes after 53 and 54, in order. */
  readonly sent: readonly number[];
  /** Codes asked for and not sent: unknown here, withheld by class, or too long for the client's limit. */
  readonly withheld: readonly number[];
}

/**
 * A server's reply (RFC 2131, section 4.3, table 3). Of the options the server `has` it carries those asked for in option 55,
 * in the order of `has`, as far as they fit the client's option 57. A relay's option 82 goes back as the last one (RFC 3046). The
 * client identifier does not: servers of the time followed RFC 2131, which forbids it in a reply, and RFC 6842 came in 2013.
 */
export function compose(parts: ReplyParts): ComposedReply {
  const { request, type, serverAddress, head = [], has, leased = '0.0.0.0' } = parts;
  const { message, asked } = request;
  const wanted = asked ?? (leased === '0.0.0.0' ? [] : UNASKED);
  const first: DhcpOption[] = [
    typeOptions[type],
    { code: dhcpOption.serverIdentifier, data: addressData([serverAddress]) },
    ...head,
  ];
  const relay = message.giaddr === '0.0.0.0' ? [] : echo(message, dhcpOption.relayAgentInformation);
  const candidates = has.filter(({ code }) => wanted.includes(code));
  const room = messageLimit(message) - WITHOUT_OPTIONS - size(first) - size(relay);
  const { main, file, sname } = place(candidates, room, parts.overload ?? false);
  const overload = (file.length > 0 ? 1 : 0) + (sname.length > 0 ? 2 : 0);
  const overloadMark = overload === 0 ? [] : [{ code: dhcpOption.overload, data: Buffer.from([overload]) }];
  const options = [...first, ...overloadMark, ...main, ...relay];
  const sent = [...options.slice(2), ...file, ...sname].map(({ code }) => code);
  const ack = type === 'ack';
  return {
    message: {
      op: 2,
      htype: message.htype,
      hops: 0,
      xid: message.xid,
      secs: 0,
      // A refused client has no address (section 4.3.2), and of an answer to INFORM a relay knows no address to send it to: yiaddr
      // is empty, and dhcrelay sends it to 0.0.0.0 unless it may broadcast (observed).
      flags: leased === '0.0.0.0' && message.giaddr !== '0.0.0.0' ? message.flags | 0x8000 : message.flags,
      ciaddr: ack ? message.ciaddr : '0.0.0.0',
      yiaddr: leased,
      siaddr: '0.0.0.0',
      giaddr: message.giaddr,
      chaddr: message.chaddr,
      file: encodeOptions(file),
      sname: encodeOptions(sname),
      options,
    },
    sent,
    withheld: (asked ?? []).filter((code) => !sent.includes(code) && !automatic.includes(code)),
  };
}

const fields = ['main', 'file', 'sname'] as const;

interface Placed {
  readonly main: readonly DhcpOption[];
  readonly file: readonly DhcpOption[];
  readonly sname: readonly DhcpOption[];
}

/** Each option where it fits: in the options field, else, if wanted, in `file`, else in `sname`; else nowhere. */
function place(candidates: readonly DhcpOption[], room: number, overload: boolean): Placed {
  const placed = { main: [] as DhcpOption[], file: [] as DhcpOption[], sname: [] as DhcpOption[] };
  // Three bytes for option 52 itself, where anything could have to leave the options field.
  const reserve = overload && size(candidates) > room ? 3 : 0;
  const left = { main: room - reserve, file: overload ? FILE_ROOM : 0, sname: overload ? SNAME_ROOM : 0 };
  for (const candidate of candidates) {
    const length = sizeOf(candidate);
    const field = fields.find((each) => length <= left[each]);
    if (field === undefined) continue;
    placed[field].push(candidate);
    left[field] -= length;
  }
  return placed;
}

function typeOption(type: 'offer' | 'ack' | 'nak'): DhcpOption {
  return { code: dhcpOption.messageType, data: Buffer.from([dhcpMessageType[type]]) };
}

function echo(message: DhcpMessage, code: number): DhcpOption[] {
  const data = option(message, code);
  return data === undefined || data.length > LONGEST_ECHO ? [] : [{ code, data }];
}

/** Bytes of DHCP message the client takes. */
function messageLimit(message: DhcpMessage): number {
  const wish = option(message, dhcpOption.maximumSize);
  const datagram = wish?.length === 2 ? wish.readUInt16BE(0) : SMALLEST_MAXIMUM;
  return Math.min(Math.max(datagram, SMALLEST_MAXIMUM), LARGEST_MAXIMUM) - IP_AND_UDP_HEADERS;
}

/** With a header of two bytes for every 255 bytes of value (RFC 3396). */
function size(options: readonly DhcpOption[]): number {
  let sum = 0;
  for (const one of options) sum += sizeOf(one);
  return sum;
}

function sizeOf({ data }: DhcpOption): number {
  return data.length + 2 * Math.max(1, Math.ceil(data.length / 255));
}
