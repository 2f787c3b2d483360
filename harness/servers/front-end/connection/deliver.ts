import type { Duplex } from 'node:stream';
import type { SipDelivery } from '../../../faults/index.js';
import type { Clock } from '../../../foundation/clock/index.js';
import { resetStream } from '../../sockets/index.js';

/** Does to an answer what faults ask for before it leaves; false when it does not leave at all. */
export async function deliver(
  deliveries: readonly SipDelivery[],
  { stream, clock }: { readonly stream: Duplex; readonly clock: Clock },
): Promise<boolean> {
  for (const delivery of deliveries) {
    if (delivery.do === 'delay') await clock.sleep(delivery.ms);
    else if (delivery.do === 'drop') return false;
    else if (delivery.do === 'close') {
      stream.end();
      return false;
    } else if (delivery.do === 'reset') {
      resetStream(stream);
      return false;
    }
  }
  return true;
}

/** What follows the answer in the same write. */
export function appended(deliveries: readonly SipDelivery[]): Buffer[] {
  return deliveries.flatMap((delivery) => (delivery.do === 'append' ? [delivery.bytes] : []));
}
