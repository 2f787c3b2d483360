import fc from 'fast-check';
import { explain43, explain120 } from '../../harness/cli/option43/explain.js';
import { FaultPlan, type FaultSpec, faultsAt } from '../../harness/faults/index.js';
import { ScenarioClock } from '../../harness/foundation/clock/index.js';
import { readClient } from '../../harness/servers/dhcp/client.js';
import { DhcpServer } from '../../harness/servers/dhcp/index.js';
import { decodeDhcp, encodeDhcp } from '../../harness/wire/dhcp/index.js';
import { parsed } from '../faults/parse.js';
import { networkContext, networkDate } from '../servers/network-context.js';
import type { FuzzTarget } from './target.js';

const scopes = [
  { network: '10.10.10.0', prefix: 24, from: '10.10.10.100', to: '10.10.10.103' },
  { network: '10.10.20.0', prefix: 24, from: '10.10.20.100', to: '10.10.20.103' },
];
const FIRST = 0x0a0a0a64;
const quad = fc.constantFrom(
  '0.0.0.0',
  '10.10.10.5',
  '10.10.10.100',
  '10.10.10.102',
  '10.10.20.1',
  '10.10.20.100',
  '255.255.255.255',
);
const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));
const addressBytes = quad.map((address) => Buffer.from(address.split('.').map(Number)));
const options = fc.array(
  fc.oneof(
    fc.record({ code: fc.constantFrom(50, 54), data: addressBytes }),
    fc.record({ code: fc.constantFrom(55, 57, 60, 61, 82), data: bytes(20) }),
    fc.constantFrom(
      { code: 60, data: Buffer.from('CPE-OCPHONE') },
      { code: 60, data: Buffer.from('MS-UC-Client') },
      { code: 55, data: Buffer.from([1, 3, 6, 43, 120]) },
    ),
  ),
  { maxLength: 5 },
);
const request = fc
  .record({
    type: fc.integer({ min: 1, max: 8 }),
    mac: fc.integer({ min: 0, max: 7 }),
    ciaddr: quad,
    giaddr: quad,
    options,
  })
  .map(({ ciaddr, giaddr, mac, options: more, type }) =>
    encodeDhcp({
      ...{ op: 1, htype: 1, hops: 0, xid: 1, secs: 0, flags: 0, yiaddr: '0.0.0.0', siaddr: '0.0.0.0', ciaddr, giaddr },
      chaddr: Buffer.from([2, 0, 0, 0, 0, mac]),
      sname: Buffer.alloc(0),
      file: Buffer.alloc(0),
      options: [{ code: 53, data: Buffer.from([type]) }, ...more],
    }),
  );

const nothing = (): never => {
  throw new Error('no chain is wanted');
};
const specs: readonly FaultSpec[] = (['dhcp.discover', 'dhcp.request', 'dhcp.inform'] as const).flatMap((at) =>
  faultsAt(at).map(({ do: word, example }) => parsed({ at, do: word, ...example })),
);

const from = { address: '0.0.0.0', port: 68 };

function server(faults: readonly FaultSpec[] = []) {
  const clock = new ScenarioClock({ start: networkDate, waits: 'skip' });
  const context = {
    ...networkContext({
      clock,
      dhcp: {
        option43: true,
        option120: true,
        mode: 'full',
        scopes,
        voiceVlan: { id: 7, form: 'word' },
        overload: true,
      },
    }),
    faults: new FaultPlan(faults, { resources: { chain: nothing, published: nothing }, record: () => {} }),
  };
  return { clock, dhcp: new DhcpServer(context, { serverAddress: '10.10.10.5', answerTo: 'rfc', allow: () => true }) };
}

export const targets: FuzzTarget[] = [
  {
    name: 'whatever DHCP clients do in whatever order, no address has two owners and none is outside its scope',
    property: fc.property(
      fc.array(fc.tuple(request, fc.integer({ min: 0, max: 600_000_000 })), { maxLength: 30 }),
      (steps) => {
        const { clock, dhcp } = server();
        const owners = new Map<string, { client: string; until: number }>();
        for (const [message, pause] of steps) {
          clock.advance(pause);
          const now = clock.elapsed();
          const { client, type } = readClient(decodeDhcp(message), message[242] ?? 0, message, from);
          if (type === 7 || type === 4)
            for (const [address, owner] of owners) if (owner.client === client) owners.delete(address);
          for (const reply of dhcp.handle(message, from)) {
            const { options: sent, yiaddr } = decodeDhcp(reply.bytes);
            if (sent[0]?.data[0] !== 5 || yiaddr === '0.0.0.0') continue;
            if (!/^10\.10\.[12]0\.10[0-3]$/.test(yiaddr)) throw new Error(`${yiaddr} is in no scope`);
            const owner = owners.get(yiaddr);
            if (owner && owner.client !== client && owner.until > now) throw new Error(`${yiaddr} has two owners`);
            owners.set(yiaddr, { client, until: now + 691_200_000 });
          }
          for (let address = FIRST; address < FIRST + 4; address++) {
            const binding = dhcp.leases.at(address);
            if (binding && binding.address !== address) throw new Error('a binding at another address');
          }
          if (dhcp.leases.size > 8) throw new Error('more bindings than addresses');
        }
      },
    ),
  },
  {
    name: 'any faults together leave a DHCP answer that is read or refused, and nothing is thrown',
    property: fc.property(
      fc.array(request, { maxLength: 6 }),
      fc.array(fc.constantFrom(...specs), { maxLength: 6 }),
      (messages, faults) => {
        const { dhcp } = server(faults);
        for (const message of messages) dhcp.handle(message, from);
      },
    ),
  },
  {
    name: 'whatever options 43 and 120 hold is explained in printable text',
    property: fc.property(bytes(255), (value) => {
      for (const line of [...explain43(value).lines, ...explain120(value).lines]) {
        if (!/^[\x20-\x7e]*$/.test(line)) throw new Error(`not printable: ${JSON.stringify(line)}`);
      }
    }),
  },
];
