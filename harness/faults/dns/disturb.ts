import type { ArmedFault } from '../plan.js';
import type { DnsAsked, DnsFault, DnsReply } from './dns-fault.js';

/** An answer as the faults of its occasion make it, and what the server has to do with it. */
export interface DisturbedDns {
  readonly reply: DnsReply;
  /** Makes the written message what it shall be. */
  spoil(message: Buffer): Buffer;
  /** Never sent. */
  readonly drop: boolean;
  /** Milliseconds of scenario time before it is sent. */
  readonly delayMs: number;
  /** To be called when a delivery is begun. */
  delivered(): void;
}

/** Carries out the faults that concern this name. */
export function disturbDns(reply: DnsReply, faults: readonly ArmedFault<DnsFault>[], asked: DnsAsked): DisturbedDns {
  const concerned = faults.filter(({ made }) => made.about === undefined || made.about === asked.name.toLowerCase());
  let changed = reply;
  let drop = false;
  let delayMs = 0;
  const spoils: ((message: Buffer) => Buffer)[] = [];
  const deliveries: (() => void)[] = [];
  for (const { made, fired } of concerned) {
    if ('change' in made) {
      const after = made.change(changed, asked);
      if (after !== changed) fired();
      changed = after;
    } else if ('spoil' in made) {
      spoils.push((message) => {
        fired();
        return made.spoil(message);
      });
    } else {
      deliveries.push(fired);
      if (made.delivery.do === 'drop') drop = true;
      else delayMs += made.delivery.ms;
    }
  }
  return {
    reply: changed,
    spoil: (message) => spoils.reduce((bytes, spoil) => spoil(bytes), message),
    drop,
    delayMs,
    delivered: () => {
      for (const fired of deliveries) fired();
    },
  };
}
