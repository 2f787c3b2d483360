import test from 'ava';
import { DECLINE_PAUSE_MS } from '../../harness/phone/network/obtain-lease.js';
import { lease } from '../../harness/phone/steps/lease.js';
import { decodeDhcp, dhcpOption, option } from '../../harness/wire/dhcp/index.js';
import { bench } from './bench.js';
import { acknowledge, dhcpServer } from './dhcp-server.js';

const [DISCOVER, REQUEST, DECLINE] = [1, 3, 4];
const OFFER = 2;

test('an address somebody else has is declined, and another asked for after the pause', async (t) => {
  const given = ['127.0.0.7', '127.0.0.8'];
  let next = 0;
  const { dial, requests } = await dhcpServer(t, (request) => {
    const type = typeOf(request);
    if (type === DECLINE) next++;
    if (type !== DISCOVER && type !== REQUEST) return [];
    const reply = acknowledge(request, '0104ff000000');
    Buffer.from((given[next] ?? '').split('.').map(Number)).copy(reply, 16);
    if (type === DISCOVER) reply[242] = OFFER;
    return [reply];
  });
  const assumed: string[] = [];
  const looked: string[] = [];
  const plug = {
    drop: async () => {},
    assume: async ({ address }: { readonly address: string }) => {
      assumed.push(address);
    },
    inUse: async (address: string) => {
      looked.push(address);
      return address === given[0];
    },
  };
  const { context } = bench(t, { dial, plug, waits: 'skip' });
  const before = context.clock.elapsed();
  t.regex(await lease.run(context), /^127\.0\.0\.8 of 10\.10\.10\.5; /);
  t.deepEqual(looked, given);
  t.deepEqual(assumed, ['127.0.0.8']);
  t.true(context.clock.elapsed() - before >= DECLINE_PAUSE_MS);
  t.deepEqual(requests.map(typeOf), [DISCOVER, REQUEST, DECLINE, DISCOVER, REQUEST]);
  const declined = decodeDhcp(requests[2] ?? Buffer.alloc(0));
  t.is(option(declined, dhcpOption.requestedAddress)?.toString('hex'), '7f000007');
  t.is(option(declined, dhcpOption.serverIdentifier)?.toString('hex'), '0a0a0a05');
  t.is(declined.ciaddr, '0.0.0.0');
});

function typeOf(request: Buffer): number {
  return option(decodeDhcp(request), dhcpOption.messageType)?.[0] ?? 0;
}
