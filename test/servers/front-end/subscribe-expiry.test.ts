import test from 'ava';
import type { Clock } from '../../../harness/foundation/clock/index.js';
import { Associations } from '../../../harness/servers/front-end/associations.js';
import { Links } from '../../../harness/servers/front-end/connection/links.js';
import {
  ServerRequests,
  type ServerRequestsParts,
} from '../../../harness/servers/front-end/dialogs/server-requests.js';
import { Subscriptions } from '../../../harness/servers/front-end/subscriptions/subscriptions.js';

/** A clock that stands at a fraction of a millisecond. */
function clockAt(elapsed: number): Clock {
  const never = () => new Promise<never>(() => {});
  return { elapsed: () => elapsed, sleep: never, within: never };
}

/** Keeps the headers of what is to be sent. */
class Recorded extends ServerRequests {
  readonly states: string[] = [];

  override send(...[, { headers }]: Parameters<ServerRequests['send']>): boolean {
    this.states.push(headers.find(({ name }) => name === 'subscription-state')?.value ?? '');
    return true;
  }
}

test('an extended subscription never lasts longer than was granted, whatever the fraction of the clock', (t) => {
  // Differences of such numbers are off by a hair, which rounding up would make a second.
  const uneven = Array.from({ length: 1000 }, (_, n) => Math.sqrt(n) * 100_000).filter(
    (at) => at + 600_000 - at > 600_000,
  );
  t.true(uneven.length > 0);
  for (const at of uneven.slice(0, 20)) {
    const clock = clockAt(at);
    const parts: ServerRequestsParts = {
      associations: new Associations(clock),
      links: new Links(),
      sentBy: () => '',
      badlySigned: () => {},
    };
    const requests = new Recorded(parts);
    const subscriptions = new Subscriptions(clock, requests);
    const dialog = {
      ...{ user: 'alice@contoso.com', endpoint: 'e', epid: 'e', callId: 'c', localTag: 'l', remoteTag: 'r' },
      ...{ localUri: 'sip:a@b', remoteUri: 'sip:a@b', contact: 'sip:a@b', connection: '1', cseq: 1 },
    };
    const subscription = {
      ...{ event: 'presence', dialog, expiresAt: at, autoExtend: true, benotify: true, seconds: 600, watched: [] },
    };
    subscriptions.notify(subscription, { type: 'x', text: '' });
    t.deepEqual(requests.states, ['active;expires=600']);
  }
});
