import { HarnessError } from '../../foundation/errors/index.js';
import type { StepContext } from '../context.js';
import { leaseTimes, renewLease } from '../network/obtain-lease.js';
import type { Duty } from './duty.js';

/** At T1 the lease is renewed, of the server that gave it, else of any. */
export const renewTheLease: Duty = {
  name: 'renew-lease',
  dueAt: ({ memory }: StepContext) => memory.lease?.times?.renewAt,
  run: async (context: StepContext) => {
    const { memory, clock } = context;
    const { lease } = memory;
    if (!lease?.times) return undefined;
    const ack = await renewLease(context);
    const times = ack && leaseTimes(ack, clock.elapsed());
    if (!ack || !times) {
      // The next try when half of what is left is over (RFC 2131, section 4.4.5), a minute at the least.
      const renewAt = clock.elapsed() + Math.max(60_000, (lease.times.until - clock.elapsed()) / 2);
      memory.lease = { ...lease, times: { ...lease.times, renewAt } };
      throw new HarnessError('PHONE_NO_LEASE');
    }
    memory.lease = { ...lease, times };
    return `until ${Math.round((times.until - clock.elapsed()) / 1000)} s from now`;
  },
};
