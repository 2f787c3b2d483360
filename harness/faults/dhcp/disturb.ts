import { type DhcpMessage, encodeDhcp } from '../../wire/dhcp/index.js';
import type { ArmedFault } from '../plan.js';
import type { DhcpAsked, DhcpDelivery, DhcpFault } from './dhcp-fault.js';

/** An answer as the faults of its occasion make it. */
export interface DisturbedDhcp {
  /** As encoded, before anything was done to the bytes. */
  readonly message: DhcpMessage;
  readonly bytes: Buffer;
  readonly deliveries: readonly DhcpDelivery[];
}

/** Carries out the changes and encodes. Throws WIRE_TOO_LARGE when the faults together made more than a message holds. */
export function disturbDhcp(
  reply: DhcpMessage,
  asked: () => DhcpAsked,
  faults: readonly ArmedFault<DhcpFault>[],
): DisturbedDhcp {
  if (faults.length === 0) return { message: reply, bytes: encodeDhcp(reply), deliveries: [] };
  let message = reply;
  const deliveries: DhcpDelivery[] = [];
  for (const fault of faults) {
    const { made } = fault;
    if ('change' in made) {
      const changed = made.change(message, asked());
      if (changed !== message) fault.fired();
      message = changed;
    } else if ('delivery' in made) {
      deliveries.push(made.delivery);
      fault.fired();
    }
  }
  let bytes = encodeDhcp(message);
  for (const fault of faults) {
    if (!('bytes' in fault.made)) continue;
    const changed = fault.made.bytes(bytes);
    if (changed !== bytes) fault.fired();
    bytes = changed;
  }
  return { message, bytes, deliveries };
}
