import { HarnessError } from '../../foundation/errors/index.js';
import type { Recorder } from '../../journal/index.js';
import {
  type DhcpMessage,
  type DhcpOption,
  decodeDhcp,
  dhcpMessageType,
  dhcpMessageTypeName,
  dhcpOption,
  formatMac,
  option,
} from '../../wire/dhcp/index.js';
import { certificateServiceUrl, decodeOption43 } from '../../wire/option43/index.js';
import { decodeOption120 } from '../../wire/option120/index.js';
import type { ServerContext } from '../context.js';
import { acknowledge } from './acknowledge.js';
import { clientAddress, destinationOf, type Endpoint } from './destination.js';
import { optionsFor } from './options.js';

export interface DhcpServerOptions {
  /** IPv4; the server identifier, option 54. */
  readonly serverAddress: string;
  /** `sender`: back to the address and port a message came from, for ports other than 67. `rfc`: as RFC 2131 says. */
  readonly answerTo: 'sender' | 'rfc';
  /** The guard: whether this client is one of the lab's. `ciaddr` is `0.0.0.0` when the client named no address. */
  readonly allow: (mac: string, ciaddr: string) => boolean;
  /** Option 1, where the lab knows it. */
  readonly subnetMask?: string;
  /** Option 3, where the lab knows it. */
  readonly router?: string;
}

export interface DhcpReply {
  readonly bytes: Buffer;
  readonly to: Endpoint;
}

const ETHERNET = 1;

/**
 * The DHCP server beside the network's own: it leases nothing and answers DHCPINFORM alone, with where to find the Lync servers.
 * Never throws on what came from the network: what it does not answer is `dhcp.ignored` in the journal, with its bytes.
 */
export class DhcpServer {
  readonly #context: ServerContext;
  readonly #options: DhcpServerOptions;
  readonly #recorder: Recorder;

  constructor(context: ServerContext, options: DhcpServerOptions) {
    this.#context = context;
    this.#options = options;
    this.#recorder = context.journal.recorder('dhcp');
  }

  handle(bytes: Buffer, from: Endpoint): DhcpReply | undefined {
    let message: DhcpMessage;
    try {
      message = decodeDhcp(bytes);
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error;
      return this.#ignore(bytes, error.message, undefined);
    }
    if (message.op !== 1) return this.#ignore(bytes, 'a reply of another server, not a request', undefined);
    if (message.htype !== ETHERNET || message.chaddr.length !== 6) {
      return this.#ignore(bytes, 'the client has no Ethernet address', undefined);
    }
    const mac = formatMac(message.chaddr);
    const type = option(message, dhcpOption.messageType)?.[0];
    if (type === undefined) return this.#ignore(bytes, 'BOOTP: no message type (option 53)', mac);
    if (type !== dhcpMessageType.inform) {
      return this.#ignore(bytes, `${dhcpMessageTypeName(type)}: only DHCPINFORM is answered`, mac);
    }
    const address = clientAddress(message, from);
    if (!this.#options.allow(mac, address)) {
      return this.#ignore(bytes, `${mac} at ${address} is not a client of this lab`, mac);
    }
    this.#context.pool.devices.learn(mac, address);
    return this.#inform(message, bytes, mac, from);
  }

  #inform(inform: DhcpMessage, raw: Buffer, mac: string, from: Endpoint): DhcpReply {
    const vendorClass = option(inform, dhcpOption.vendorClass)?.toString('latin1');
    this.#recorder.record(
      'dhcp.request',
      {
        message: dhcpMessageTypeName(dhcpMessageType.inform),
        mac,
        address: inform.ciaddr,
        ...(vendorClass === undefined ? {} : { vendorClass }),
        asked: [...(option(inform, dhcpOption.parameterRequestList) ?? [])],
      },
      { device: mac, raw },
    );
    const has = optionsFor(this.#context.deployment, this.#options, vendorClass);
    const { bytes, sent, withheld } = acknowledge(inform, this.#options.serverAddress, has);
    this.#recorder.record(
      'dhcp.reply',
      {
        message: dhcpMessageTypeName(dhcpMessageType.ack),
        mac,
        sent,
        withheld,
        ...found(has.filter(({ code }) => sent.includes(code))),
      },
      { device: mac, raw: bytes },
    );
    return { bytes, to: this.#options.answerTo === 'sender' ? { ...from } : destinationOf(inform, from) };
  }

  #ignore(raw: Buffer, reason: string, mac: string | undefined): undefined {
    this.#recorder.record('dhcp.ignored', { reason, ...(mac === undefined ? {} : { mac }) }, { device: mac, raw });
  }
}

/** What a phone finds in options 43 and 120, read back from the bytes that were sent. */
function found(sent: readonly DhcpOption[]): { certificateService?: string; sipServers?: readonly string[] } {
  const value = (code: number) => sent.find((candidate) => candidate.code === code)?.data;
  const vendorSpecific = value(dhcpOption.vendorSpecific);
  const url = vendorSpecific && certificateServiceUrl(decodeOption43(vendorSpecific).location);
  const sipServers = value(dhcpOption.sipServers);
  const servers = sipServers && decodeOption120(sipServers);
  return {
    ...(url === undefined ? {} : { certificateService: url }),
    ...(servers?.encoding === 'names' ? { sipServers: servers.names } : {}),
  };
}
