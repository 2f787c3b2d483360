import type { Deployment, DhcpMode, DhcpScope } from '../../deployment/index.js';
import { defaultLeaseTimes } from '../../deployment/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import type { Recorder } from '../../journal/index.js';
import type { DhcpOptions } from '../../pool/index.js';
import {
  type DhcpMessage,
  decodeDhcp,
  dhcpMessageType,
  dhcpMessageTypeName,
  dhcpOption,
  option,
} from '../../wire/dhcp/index.js';
import type { ServerContext } from '../context.js';
import { numberOf, quadOf } from './address.js';
import { Answers } from './answers.js';
import { addressIn, type ClientRequest, readClient } from './client.js';
import { clientAddress, type Endpoint } from './destination.js';
import { type KeptBinding, LeaseTable } from './leases.js';
import { decline } from './messages/decline.js';
import { discover } from './messages/discover.js';
import { registrarAnswers } from './messages/inform.js';
import { release } from './messages/release.js';
import { requestMessage } from './messages/request.js';
import { type Scope, scopeOf, scopesOf } from './scopes.js';

export interface DhcpServerOptions {
  /** IPv4; the server identifier, option 54. */
  readonly serverAddress: string;
  /** `sender`: back to the address and port a message came from, for ports other than 67. `rfc`: as RFC 2131 says. */
  readonly answerTo: 'sender' | 'rfc';
  /**
   * The guard: whether this client is one of the lab's. `address` is what says where it is: its own, the relay's, or for a client that
   * has none yet and sent to this very segment the server's. `0.0.0.0` when an INFORM names none.
   */
  readonly allow: (mac: string, address: string) => boolean;
  /** Instead of the deployment's. */
  readonly mode?: DhcpMode | undefined;
  /** Option 1, where the lab knows it. */
  readonly subnetMask?: string | undefined;
  /** Option 3, where the lab knows it. */
  readonly router?: string | undefined;
  /** What is leased, instead of the deployment's scopes. */
  readonly scopes?: readonly DhcpScope[] | undefined;
  /** What an administrator changed of the options; nothing can be when absent. */
  readonly changed?: DhcpOptions | undefined;
  /** What an earlier process leased. */
  readonly kept?: readonly KeptBinding[] | undefined;
  /** Hears of every lease made, given back or declined. */
  readonly keep?: ((binding: KeptBinding) => void) | undefined;
  /** What the other of two servers on a segment records. */
  readonly unrecorded?: readonly ('informs' | 'ignored')[];
}

export interface DhcpReply {
  readonly bytes: Buffer;
  readonly to: Endpoint;
  /** Milliseconds of scenario time before it leaves; at once when absent. */
  readonly afterMs?: number;
}

const ETHERNET = 1;
const nothing: readonly DhcpReply[] = [];

/**
 * The DHCP server in each of its modes. Never throws on what came from the network: what it does not answer is `dhcp.ignored` in
 * the journal, with its bytes.
 */
export class DhcpServer {
  readonly #context: ServerContext;
  readonly #options: DhcpServerOptions;
  readonly #mode: DhcpMode;
  readonly #recorder: Recorder;
  readonly #scopes: readonly Scope[];
  readonly #answers: Answers;
  readonly leases: LeaseTable;

  constructor(context: ServerContext, options: DhcpServerOptions) {
    this.#context = context;
    this.#options = options;
    const { dhcp } = context.deployment;
    this.#mode = options.mode ?? dhcp.mode ?? 'inform-only';
    this.#recorder = context.journal.recorder('dhcp');
    this.#scopes = scopesOf(dhcp.scopes ?? options.scopes ?? []);
    const { keep } = options;
    const table = new LeaseTable(context.clock, this.#scopes, keep && ((binding) => keep(table.kept(binding))));
    if (options.kept) table.restore(options.kept, numberOf);
    this.leases = table;
    const hosts = hostAddresses(context.deployment, options.serverAddress);
    this.#answers = new Answers(context, {
      ...options,
      leases: table,
      scopeFor: (request) => this.#scopeFor(request),
      taken: (address) => hosts.has(address),
      leaseSeconds: (dhcp.lease ?? defaultLeaseTimes).seconds,
      authoritative: dhcp.authoritative ?? true,
    });
  }

  handle(bytes: Buffer, from: Endpoint): readonly DhcpReply[] {
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
    const type = option(message, dhcpOption.messageType)?.[0];
    const request = readClient(message, type ?? 0, bytes, from);
    const { mac } = request;
    if (type === undefined) return this.#ignore(bytes, 'BOOTP: no message type (option 53)', mac);
    const inform = type === dhcpMessageType.inform;
    if (!inform && this.#mode !== 'full') {
      return this.#ignore(bytes, `${dhcpMessageTypeName(type)}: only DHCPINFORM is answered`, mac);
    }
    const address = inform ? clientAddress(message, from) : this.#whereabouts(message);
    if (!this.#options.allow(mac, address)) {
      return this.#ignore(bytes, `${mac} at ${address} is not a client of this lab`, mac);
    }
    if (this.#mode === 'registrar' && !registrarAnswers(request)) {
      return this.#ignore(bytes, 'the Registrar answers class MS-UC-Client asking for 120 or 43 alone', mac);
    }
    if (!inform || !this.#options.unrecorded?.includes('informs')) this.#record(request);
    if (inform) {
      this.#context.pool.devices.learn(mac, address);
      return this.#answers.inform(request, this.#mode);
    }
    return this.#leaseMessage(request);
  }

  #leaseMessage(request: ClientRequest): readonly DhcpReply[] {
    switch (request.type) {
      case dhcpMessageType.discover:
        return this.#outcome(request, 'dhcp.discover', discover(request, this.#answers));
      case dhcpMessageType.request:
        return this.#outcome(request, 'dhcp.request', requestMessage(request, this.#answers));
      case dhcpMessageType.release:
        return this.#given(request, 'released', release(request, this.#answers));
      case dhcpMessageType.decline:
        return this.#given(request, 'declined', decline(request, this.#answers));
      default:
        return this.#ignore(request.raw, `${dhcpMessageTypeName(request.type)} is not a client's message`, request.mac);
    }
  }

  #outcome(
    request: ClientRequest,
    point: 'dhcp.discover' | 'dhcp.request',
    outcome: ReturnType<typeof discover>,
  ): readonly DhcpReply[] {
    if ('silent' in outcome) return this.#ignore(request.raw, outcome.silent, request.mac);
    const { reply } = outcome;
    if (reply.type === 'ack') this.#context.pool.devices.learn(request.mac, reply.message.yiaddr);
    return this.#answers.send(request, point, reply);
  }

  #given(request: ClientRequest, state: 'released' | 'declined', outcome: ReturnType<typeof release>) {
    if ('silent' in outcome) return this.#ignore(request.raw, outcome.silent, request.mac);
    const { mac } = request;
    this.#recorder.record('dhcp.lease', { mac, address: quadOf(outcome.address), state }, { device: mac });
    return nothing;
  }

  /** By the relay's address, by the client's own, else this very segment's (RFC 2131, section 4.3.1). */
  #scopeFor({ message }: ClientRequest): Scope | undefined {
    return scopeOf(this.#scopes, this.#whereabouts(message));
  }

  #whereabouts({ ciaddr, giaddr }: DhcpMessage): string {
    if (giaddr !== '0.0.0.0') return giaddr;
    return ciaddr === '0.0.0.0' ? this.#options.serverAddress : ciaddr;
  }

  #record({ message, mac, vendorClass, asked, type, raw }: ClientRequest): void {
    const requested = addressIn(message, dhcpOption.requestedAddress);
    this.#recorder.record(
      'dhcp.request',
      {
        message: dhcpMessageTypeName(type),
        mac,
        address: message.ciaddr,
        ...(requested === undefined ? {} : { requested }),
        ...(message.giaddr === '0.0.0.0' ? {} : { relay: message.giaddr }),
        ...(vendorClass === undefined ? {} : { vendorClass }),
        asked: asked ?? [],
      },
      { device: mac, raw },
    );
  }

  #ignore(raw: Buffer, reason: string, mac: string | undefined): readonly DhcpReply[] {
    if (this.#options.unrecorded?.includes('ignored')) return nothing;
    this.#recorder.record('dhcp.ignored', { reason, ...(mac === undefined ? {} : { mac }) }, { device: mac, raw });
    return nothing;
  }
}

/** What no client may be given. */
function hostAddresses(deployment: Deployment, serverAddress: string): ReadonlySet<number> {
  return new Set([serverAddress, ...[...deployment.hosts.values()].map(({ address }) => address)].map(numberOf));
}
