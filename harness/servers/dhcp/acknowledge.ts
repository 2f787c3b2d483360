import {
  addressData,
  type DhcpMessage,
  type DhcpOption,
  dhcpMessageType,
  dhcpOption,
  encodeDhcp,
  option,
} from '../../wire/dhcp/index.js';

/** The datagram every IP host must take (RFC 2132, section 9.10); smaller values of option 57 are not legal. */
const SMALLEST_MAXIMUM = 576;
/** One Ethernet frame; a larger offer in option 57 is not used. */
const LARGEST_MAXIMUM = 1500;
const IP_AND_UDP_HEADERS = 28;
/** Fixed fields, magic cookie and end mark. */
const WITHOUT_OPTIONS = 241;

export interface Acknowledgement {
  readonly bytes: Buffer;
  /** Codes after 53 and 54, in order. */
  readonly sent: readonly number[];
  /** Codes asked for and not sent: unknown here, withheld by class, or too long for the client's limit. */
  readonly withheld: readonly number[];
}

/**
 * The DHCPACK to a DHCPINFORM (RFC 2131, section 4.3.5): no lease times, yiaddr zero, server identifier present. Of the options
 * the server `has` it carries those asked for in option 55, in the order of `has`, as far as they fit the client's option 57.
 * A relay's option 82 goes back as the last one (RFC 3046). The client identifier does not: servers of the time followed
 * RFC 2131, which forbids it in a reply, and RFC 6842 came in 2013.
 */
export function acknowledge(inform: DhcpMessage, serverAddress: string, has: readonly DhcpOption[]): Acknowledgement {
  const asked = [...new Set(option(inform, dhcpOption.parameterRequestList) ?? [])];
  const head: DhcpOption[] = [
    { code: dhcpOption.messageType, data: Buffer.from([dhcpMessageType.ack]) },
    { code: dhcpOption.serverIdentifier, data: addressData([serverAddress]) },
  ];
  const relay = inform.giaddr === '0.0.0.0' ? [] : echo(inform, dhcpOption.relayAgentInformation);

  let room = messageLimit(inform) - WITHOUT_OPTIONS - size([...head, ...relay]);
  const answers = has.filter((candidate) => {
    const length = size([candidate]);
    if (!asked.includes(candidate.code) || length > room) return false;
    room -= length;
    return true;
  });
  const options = [...head, ...answers, ...relay];
  const sent = options.slice(head.length).map(({ code }) => code);
  const bytes = encodeDhcp({
    ...inform,
    op: 2,
    hops: 0,
    secs: 0,
    yiaddr: '0.0.0.0',
    siaddr: '0.0.0.0',
    sname: Buffer.alloc(0),
    file: Buffer.alloc(0),
    options,
  });
  return { bytes, sent, withheld: asked.filter((code) => !sent.includes(code) && !automatic.includes(code)) };
}

/** Asked for by some clients although every reply has them. */
const automatic: readonly number[] = [dhcpOption.messageType, dhcpOption.serverIdentifier];
/** One instance of an option. Nobody's identifier is longer, and the answer must not grow with what a stranger sends. */
const LONGEST_ECHO = 255;

function echo(inform: DhcpMessage, code: number): DhcpOption[] {
  const data = option(inform, code);
  return data === undefined || data.length > LONGEST_ECHO ? [] : [{ code, data }];
}

/** Bytes of DHCP message the client takes. */
function messageLimit(inform: DhcpMessage): number {
  const wish = option(inform, dhcpOption.maximumSize);
  const datagram = wish?.length === 2 ? wish.readUInt16BE(0) : SMALLEST_MAXIMUM;
  return Math.min(Math.max(datagram, SMALLEST_MAXIMUM), LARGEST_MAXIMUM) - IP_AND_UDP_HEADERS;
}

/** With a header of two bytes for every 255 bytes of value (RFC 3396). */
function size(options: readonly DhcpOption[]): number {
  return options.reduce((sum, { data }) => sum + data.length + 2 * Math.max(1, Math.ceil(data.length / 255)), 0);
}
