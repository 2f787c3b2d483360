import { type Deployment, type DhcpMode, defaultLeaseTimes } from '../../deployment/index.js';
import { type ArmedFault, type DhcpAsked, type DhcpFault, disturbDhcp } from '../../faults/index.js';
import { asHarnessError } from '../../foundation/errors/index.js';
import type { Recorder } from '../../journal/index.js';
import { type DhcpOption, dhcpMessageType, dhcpMessageTypeName, dhcpOption } from '../../wire/dhcp/index.js';
import type { ServerContext } from '../context.js';
import { maskOf, quadOf } from './address.js';
import type { Answering, LeaseReply } from './answering.js';
import type { ClientRequest } from './client.js';
import { compose } from './compose.js';
import { found } from './describe.js';
import { deliveryOf, destinationOf, leaseDestination } from './destination.js';
import type { LeaseTable } from './leases.js';
import { registrarOption } from './messages/inform.js';
import { leaseOptions, optionsFor, type VendorSpecific } from './options.js';
import type { Scope } from './scopes.js';
import type { DhcpReply, DhcpServerOptions } from './server.js';

type FaultPoint = 'dhcp.discover' | 'dhcp.request' | 'dhcp.inform';

export interface AnswersOptions extends DhcpServerOptions {
  readonly leases: LeaseTable;
  readonly leaseSeconds: number;
  readonly authoritative: boolean;
  scopeFor(request: ClientRequest): Scope | undefined;
  taken(address: number): boolean;
}

interface LeaseContents {
  readonly has: readonly DhcpOption[];
  readonly head: readonly DhcpOption[];
}

/** Makes the answers: what they hold by the decision table, what faults do to them, and what the journal hears. */
export class Answers implements Answering {
  readonly #context: ServerContext;
  readonly #options: AnswersOptions;
  readonly #recorder: Recorder;
  readonly #contents = new Map<string, LeaseContents>();
  #current: Deployment;
  #changes = 0;
  readonly leases: LeaseTable;
  readonly serverAddress: string;
  readonly leaseSeconds: number;
  readonly authoritative: boolean;

  constructor(context: ServerContext, options: AnswersOptions) {
    this.#context = context;
    this.#current = context.deployment;
    this.#options = options;
    this.#recorder = context.journal.recorder('dhcp');
    this.leases = options.leases;
    this.serverAddress = options.serverAddress;
    this.leaseSeconds = options.leaseSeconds;
    this.authoritative = options.authoritative;
  }

  /** As deployed, with the options an administrator changed. */
  get #deployment(): Deployment {
    const { changed } = this.#options;
    if (changed && changed.changes !== this.#changes) {
      const { deployment } = this.#context;
      this.#changes = changed.changes;
      this.#current = { ...deployment, dhcp: changed.of(deployment.dhcp) };
      this.#contents.clear();
    }
    return this.#current;
  }

  scopeFor(request: ClientRequest): Scope | undefined {
    return this.#options.scopeFor(request);
  }

  taken(address: number): boolean {
    return this.#options.taken(address);
  }

  offer(request: ClientRequest, scope: Scope, address: string): LeaseReply {
    return this.#leased('offer', request, scope, address);
  }

  ack(request: ClientRequest, scope: Scope, address: string): LeaseReply {
    return this.#leased('ack', request, scope, address);
  }

  nak(request: ClientRequest, reason: string): LeaseReply {
    const head = [{ code: dhcpOption.message, data: Buffer.from(reason, 'latin1').subarray(0, 255) }];
    const { serverAddress } = this;
    return { ...compose({ request, type: 'nak', serverAddress, head, has: [] }), type: 'nak', row: reason };
  }

  /** The answer to an INFORM, with nothing about a lease (RFC 2131, section 4.3.5). */
  inform(request: ClientRequest, mode: DhcpMode): readonly DhcpReply[] {
    const deployment = this.#deployment;
    const { subnetMask, router } = this.#options;
    const scope = this.scopeFor(request);
    const addresses = {
      subnetMask: scope ? quadOf(maskOf(scope.settings.prefix)) : subnetMask,
      router: scope?.settings.router ?? router,
    };
    const all = optionsFor(deployment, addresses, request.vendorClass);
    const registrar43 = deployment.dhcp.registrarOption43 ?? true;
    const has = mode === 'registrar' ? all.filter(({ code }) => registrarOption(code, registrar43)) : all;
    const { serverAddress } = this;
    const { overload } = deployment.dhcp;
    const composed = compose({ request, type: 'ack', serverAddress, has, overload });
    const row = request.isUcClient ? 'INFORM of MS-UC-Client' : 'INFORM of another class';
    return this.send(request, 'dhcp.inform', { ...composed, type: 'ack', row });
  }

  /** The replies as they leave, after the faults of this occasion. */
  send(request: ClientRequest, point: FaultPoint, reply: LeaseReply): readonly DhcpReply[] {
    const { mac } = request;
    const faults = this.#context.faults.for(point, { device: mac });
    const disturbed = this.#disturbed(request, reply, faults);
    if (!disturbed) return [];
    const { message, bytes, deliveries } = disturbed;
    if (deliveries.some((delivery) => delivery.do === 'drop')) return [];
    const type = message.options.find(({ code }) => code === dhcpOption.messageType)?.data[0] ?? dhcpMessageType.ack;
    const sent = faults.length === 0 ? reply.sent : codesOf(message.options);
    const kind = type === dhcpMessageType.nak ? 'nak' : reply.type;
    const rfc =
      point === 'dhcp.inform' ? destinationOf(request.message, request.from) : leaseDestination(request.message, kind);
    const toSender = this.#options.answerTo === 'sender';
    this.#recorder.record(
      'dhcp.reply',
      {
        message: dhcpMessageTypeName(type),
        mac,
        server: this.serverAddress,
        ...(message.yiaddr === '0.0.0.0' ? {} : { address: message.yiaddr }),
        row: reply.row,
        sent,
        withheld: faults.length === 0 ? reply.withheld : missing(request, sent, reply.withheld),
        ...(!toSender && deliveryOf(request.message, rfc, message.yiaddr)),
        ...found(message),
      },
      { device: mac, raw: bytes },
    );
    const to = toSender ? { ...request.from } : rfc;
    const afterMs = deliveries.reduce((ms, delivery) => ms + (delivery.do === 'delay' ? delivery.ms : 0), 0);
    const one: DhcpReply = { bytes, to, ...(afterMs > 0 && { afterMs }) };
    return deliveries.reduce<DhcpReply[]>(
      (all, delivery) => (delivery.do === 'repeat' ? Array.from({ length: delivery.times }, () => one) : all),
      [one],
    );
  }

  #disturbed(request: ClientRequest, reply: LeaseReply, faults: readonly ArmedFault<DhcpFault>[]) {
    try {
      return disturbDhcp(reply.message, () => this.#asked(request), faults);
    } catch (error) {
      // Only what faults made can be too long.
      const { code, message } = asHarnessError(error);
      this.#recorder.record('harness.error', { code, message }, { device: request.mac });
      return undefined;
    }
  }

  #asked({ vendorClass, asked }: ClientRequest): DhcpAsked {
    const deployment = this.#deployment;
    const value = (kind: VendorSpecific) =>
      optionsFor(deployment, {}, undefined, kind).find(({ code }) => code === dhcpOption.vendorSpecific)?.data;
    const [location, voiceVlan] = [value('location'), value('voice-vlan')];
    return { vendorClass, asked: asked ?? [], ...(location && { location }), ...(voiceVlan && { voiceVlan }) };
  }

  #leased(type: 'offer' | 'ack', request: ClientRequest, scope: Scope, leased: string): LeaseReply {
    const deployment = this.#deployment;
    const { kind, row } = this.#row(request, scope);
    const { has, head } = this.#leaseContents(scope, kind);
    const { serverAddress } = this;
    const { overload } = deployment.dhcp;
    return { ...compose({ request, type, serverAddress, leased, head, has, overload }), type, row };
  }

  /** The same for every client of a scope and class: made once. */
  #leaseContents({ index, settings }: Scope, kind: VendorSpecific): LeaseContents {
    const key = `${index} ${kind}`;
    // Before what is known: a change empties that.
    const deployment = this.#deployment;
    const known = this.#contents.get(key);
    if (known) return known;
    const addresses = { subnetMask: quadOf(maskOf(settings.prefix)), router: settings.router };
    const has = optionsFor(deployment, addresses, undefined, kind);
    const made = { has, head: leaseOptions(deployment.dhcp.lease ?? defaultLeaseTimes) };
    this.#contents.set(key, made);
    return made;
  }

  /** Which option 43 a lease brings, by class (the decision table of an enterprise's DHCP server). */
  #row(request: ClientRequest, scope: Scope): { readonly kind: VendorSpecific; readonly row: string } {
    const { voiceVlan, classless } = this.#deployment.dhcp;
    if (request.isVlanPhase) {
      const there = voiceVlan !== undefined && scope.settings.vlan === voiceVlan.id;
      if (voiceVlan && !there) return { kind: 'voice-vlan', row: `CPE-OCPHONE, told of VLAN ${voiceVlan.id}` };
      if (!classless) {
        return { kind: 'none', row: there ? 'CPE-OCPHONE, in its VLAN already' : 'CPE-OCPHONE, no voice VLAN' };
      }
    }
    if (request.isUcClient) return { kind: 'location', row: 'lease of MS-UC-Client' };
    return classless ? { kind: 'location', row: 'another class, all alike' } : { kind: 'none', row: 'another class' };
  }
}

function codesOf(options: readonly { readonly code: number }[]): number[] {
  const given: readonly number[] = [dhcpOption.messageType, dhcpOption.serverIdentifier];
  return options.map(({ code }) => code).filter((code) => !given.includes(code));
}

/** Withheld before the faults, and what the faults took away. */
function missing({ asked }: ClientRequest, sent: readonly number[], before: readonly number[]): number[] {
  const had = (asked ?? []).filter((code) => !before.includes(code));
  const automatic: readonly number[] = [dhcpOption.leaseTime, dhcpOption.renewal, dhcpOption.rebinding];
  return (asked ?? []).filter(
    (code) => !sent.includes(code) && (before.includes(code) || (had.includes(code) && !automatic.includes(code))),
  );
}
