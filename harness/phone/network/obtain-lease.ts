import { type DhcpMessage, dhcpOption, option } from '../../wire/dhcp/index.js';
import { decodeOption43, voiceVlan, voiceVlanVendorClass } from '../../wire/option43/index.js';
import type { StepContext } from '../context.js';
import type { LeaseTimes } from '../lease-details.js';
import { addressesOf, askServers, clientMessage, DHCP_EVERYWHERE } from './dhcp-client.js';
import { leaseOptions } from './lease-options.js';

/** Starts over after a refusal or a taken address; a real phone does so for ever. */
export const MAX_LEASE_ATTEMPTS = 4;
/** Before starting over after a DECLINE (RFC 2131, section 3.1). */
export const DECLINE_PAUSE_MS = 10_000;

/** Beside what the model asks for, the voice VLAN (documented). */
function askedBy({ model }: StepContext): readonly number[] {
  return [...leaseOptions(model), dhcpOption.vendorSpecific];
}

/** What came of the address phase. */
export interface Obtained {
  readonly ack: DhcpMessage;
  /** In words, to be followed by others: `127.64.0.150 of 127.64.0.12; `. */
  readonly told: string;
}

/**
 * DISCOVER, OFFER, REQUEST, ACK as class CPE-OCPHONE, first of all for the voice VLAN: told of one, the phone gives the address back
 * and starts over in it (documented; the frames of the emulated phone stay untagged). A phone that had an address asks for the same again
 * (INIT-REBOOT). Undefined when nobody gives it one.
 */
export async function obtainLease(context: StepContext): Promise<Obtained | undefined> {
  const { memory, plug } = context;
  await plug.drop();
  const first = await leased(context);
  const vlan = first && vlanIn(first);
  if (!first || vlan === undefined || vlan === memory.voiceVlan) return first && obtained(first);
  memory.voiceVlan = vlan;
  await giveBack(context, first);
  const second = await leased(context);
  return second && { ...obtained(second), told: `voice VLAN ${vlan}, then ${obtained(second).told}` };
}

/** Renews the lease; undefined when nobody confirms it. */
export async function renewLease(context: StepContext): Promise<DhcpMessage | undefined> {
  const { memory, plug } = context;
  const { lease } = memory;
  if (!lease) return undefined;
  const xid = transaction(context);
  const renewing = {
    type: 'request',
    xid,
    ciaddr: plug.address,
    vendorClass: voiceVlanVendorClass,
    asked: askedBy(context),
  } as const;
  // RENEWING speaks to the server that gave it, REBINDING to everybody.
  for (const to of [{ address: lease.server, port: DHCP_EVERYWHERE.port }, DHCP_EVERYWHERE]) {
    const datagram = await plug.broadcast(to);
    try {
      const answer = await askServers(context, datagram, { payload: clientMessage(context, renewing), xid }, isFinal);
      if (answer) return answer.type === 'ack' ? answer.message : undefined;
    } finally {
      datagram.close();
    }
  }
  return undefined;
}

/** T1 and the end of the lease; without option 51 it never ends. */
export function leaseTimes(ack: DhcpMessage, elapsed: number): LeaseTimes | undefined {
  const seconds = (code: number) => {
    const data = option(ack, code);
    return data?.length === 4 ? data.readUInt32BE(0) : undefined;
  };
  const length = seconds(dhcpOption.leaseTime);
  if (length === undefined || length === 0xffffffff) return undefined;
  const renewal = seconds(dhcpOption.renewal) ?? length / 2;
  return { renewAt: elapsed + Math.min(renewal, length) * 1000, until: elapsed + length * 1000 };
}

/** An address that is held, on the interface. */
async function leased(context: StepContext): Promise<DhcpMessage | undefined> {
  const { plug, clock, memory } = context;
  for (let attempt = 1; attempt <= MAX_LEASE_ATTEMPTS; attempt++) {
    const again = memory.lastAddress;
    const ack = again === undefined ? await fromScratch(context) : await sameAgain(context, again);
    delete memory.lastAddress;
    if (ack === 'silence') return undefined;
    if (ack === 'refused') continue;
    if (await plug.inUse(ack.yiaddr)) {
      await decline(context, ack);
      await clock.sleep(DECLINE_PAUSE_MS);
      continue;
    }
    const [subnetMask] = addressesOf(ack, dhcpOption.subnetMask);
    const [router] = addressesOf(ack, dhcpOption.router);
    await plug.assume({ address: ack.yiaddr, ...(subnetMask && { subnetMask }), ...(router && { router }) });
    memory.lastAddress = ack.yiaddr;
    return ack;
  }
  return undefined;
}

type Answered = DhcpMessage | 'refused' | 'silence';

/** INIT, SELECTING, REQUESTING. */
async function fromScratch(context: StepContext): Promise<Answered> {
  const xid = transaction(context);
  const asking = { xid, vendorClass: voiceVlanVendorClass, asked: askedBy(context) } as const;
  const datagram = await context.plug.broadcast(DHCP_EVERYWHERE);
  try {
    const discover = clientMessage(context, { type: 'discover', ...asking });
    const offer = await askServers(context, datagram, { payload: discover, xid }, ({ type }) => type === 'offer');
    if (!offer) return 'silence';
    const [server] = addressesOf(offer.message, dhcpOption.serverIdentifier);
    if (server === undefined) return 'refused';
    const requested = offer.message.yiaddr;
    const payload = clientMessage(context, { type: 'request', ...asking, requested, server });
    const answer = await askServers(context, datagram, { payload, xid }, isFinal);
    return answer?.type === 'ack' ? answer.message : 'refused';
  } finally {
    datagram.close();
  }
}

/** INIT-REBOOT: refused means start from scratch, and so does silence. */
async function sameAgain(context: StepContext, requested: string): Promise<Answered> {
  const xid = transaction(context);
  const datagram = await context.plug.broadcast(DHCP_EVERYWHERE);
  try {
    const asking = {
      type: 'request',
      xid,
      requested,
      vendorClass: voiceVlanVendorClass,
      asked: askedBy(context),
    } as const;
    const answer = await askServers(context, datagram, { payload: clientMessage(context, asking), xid }, isFinal);
    return answer?.type === 'ack' ? answer.message : 'refused';
  } finally {
    datagram.close();
  }
}

/** RELEASE, and the interface has no address again. */
async function giveBack(context: StepContext, ack: DhcpMessage): Promise<void> {
  const { plug, memory } = context;
  const [server] = addressesOf(ack, dhcpOption.serverIdentifier);
  if (server !== undefined) {
    const datagram = await plug.broadcast({ address: server, port: DHCP_EVERYWHERE.port });
    const xid = transaction(context);
    await datagram.sent(clientMessage(context, { type: 'release', xid, ciaddr: ack.yiaddr, server }));
    datagram.close();
  }
  delete memory.lastAddress;
  await plug.drop();
}

async function decline(context: StepContext, ack: DhcpMessage): Promise<void> {
  const [server] = addressesOf(ack, dhcpOption.serverIdentifier);
  const datagram = await context.plug.broadcast(DHCP_EVERYWHERE);
  const said = {
    type: 'decline',
    xid: transaction(context),
    requested: ack.yiaddr,
    ...(server && { server }),
  } as const;
  await datagram.sent(clientMessage(context, said));
  datagram.close();
}

function isFinal({ type }: { readonly type: string }): boolean {
  return type === 'ack' || type === 'nak';
}

function vlanIn(ack: DhcpMessage): number | undefined {
  const blob = option(ack, dhcpOption.vendorSpecific);
  const vlan = blob && voiceVlan(decodeOption43(blob).subOptions);
  // VLAN 0 is none.
  return vlan === 0 ? undefined : vlan;
}

function obtained(ack: DhcpMessage): Obtained {
  const [server] = addressesOf(ack, dhcpOption.serverIdentifier);
  return { ack, told: `${ack.yiaddr} of ${server ?? 'a nameless server'}; ` };
}

function transaction({ random }: StepContext): number {
  return random.bytes(4).readUInt32BE(0);
}
