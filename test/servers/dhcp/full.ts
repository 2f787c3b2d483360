import type { DhcpSettings } from '../../../harness/deployment/index.js';
import { ScenarioClock } from '../../../harness/foundation/clock/index.js';
import { type DhcpReply, DhcpServer, type DhcpServerOptions } from '../../../harness/servers/dhcp/index.js';
import {
  type DhcpMessage,
  type DhcpOption,
  decodeDhcp,
  dhcpOption,
  option,
  parseMac,
} from '../../../harness/wire/dhcp/index.js';
import { networkContext, networkDate } from '../network-context.js';
import { addressOption, type InformChanges, inform } from './messages.js';

export const serverAddress = '10.10.10.5';
const types = { discover: 1, request: 3, decline: 4, release: 7, inform: 8 } as const;

/** Ten addresses of the server's own subnet, and ten behind a relay. */
export const scopes = [
  { network: '10.10.10.0', prefix: 24, from: '10.10.10.100', to: '10.10.10.109', router: '10.10.10.1' },
  { network: '10.10.20.0', prefix: 24, from: '10.10.20.100', to: '10.10.20.109', router: '10.10.20.1', vlan: 20 },
];

export interface Ask {
  readonly mac?: string;
  readonly requested?: string;
  readonly server?: string;
  readonly message?: Partial<DhcpMessage>;
  readonly vendorClass?: string | undefined;
  readonly asked?: readonly number[] | undefined;
  readonly more?: readonly DhcpOption[];
}

/** A server that leases, and a client to ask it. */
export function fullServer(dhcp: Partial<DhcpSettings> = {}, options: Partial<DhcpServerOptions> = {}) {
  const clock = new ScenarioClock({ start: networkDate, waits: 'skip' });
  const context = networkContext({ clock, dhcp: { option43: true, option120: true, mode: 'full', scopes, ...dhcp } });
  const server = new DhcpServer(context, { serverAddress, answerTo: 'rfc', allow: () => true, ...options });
  const ask = (type: keyof typeof types, changes: Ask = {}) => {
    const { mac = '00:04:f2:aa:bb:cc', requested, server: chosen, more = [], message, ...rest } = changes;
    const ciaddr = message?.ciaddr ?? '0.0.0.0';
    const told: InformChanges = {
      vendorClass: undefined,
      ...rest,
      type: types[type],
      message: { chaddr: parseMac(mac), ...message, ciaddr },
      more: [
        ...(requested === undefined ? [] : [addressOption(dhcpOption.requestedAddress, requested)]),
        ...(chosen === undefined ? [] : [addressOption(dhcpOption.serverIdentifier, chosen)]),
        ...more,
      ],
    };
    const replies = server.handle(inform(told), { address: ciaddr, port: 68 });
    return read(replies);
  };
  const lease = (changes: Ask = {}) => {
    const offered = ask('discover', changes).address ?? '';
    return ask('request', { ...changes, requested: offered, server: serverAddress });
  };
  return { clock, context, server, ask, lease };
}

/** The first of the replies. */
export function read(replies: readonly DhcpReply[]) {
  const [reply] = replies;
  if (!reply)
    return {
      type: 'silence' as const,
      address: undefined,
      codes: [] as number[],
      to: undefined,
      value: () => undefined,
    };
  const message = decodeDhcp(reply.bytes);
  const type = option(message, dhcpOption.messageType)?.[0];
  return {
    type: type === 2 ? ('offer' as const) : type === 5 ? ('ack' as const) : ('nak' as const),
    address: message.yiaddr,
    codes: message.options.map(({ code }) => code),
    to: `${reply.to.address}:${reply.to.port}`,
    message,
    value: (code: number) => option(message, code),
  };
}
