import { createSocket } from 'node:dgram';
import test from 'ava';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { DhcpServer, listenDhcp } from '../../../harness/servers/dhcp/index.js';
import { decodeDhcp } from '../../../harness/wire/dhcp/index.js';
import { eventsOf } from '../deployment.js';
import { networkContext } from '../network-context.js';
import { udpClient } from '../sockets.js';
import { inform } from './messages.js';

const place = { service: 'dhcp', address: '127.0.0.1', port: 0 };

function server() {
  const context = networkContext();
  const dhcp = new DhcpServer(context, { serverAddress: '127.0.0.1', answerTo: 'sender', allow: () => true });
  return { context, dhcp };
}

for (const broadcast of [false, true]) {
  test(`one question is answered once, broadcast ${broadcast}`, async (t) => {
    const { context, dhcp } = server();
    const listener = await listenDhcp(dhcp, place, { broadcast, clock: context.clock });
    t.teardown(() => listener.close());
    const client = await udpClient(t);
    const { bytes, from } = await client.ask(inform(), { address: '127.0.0.1', port: listener.port });
    t.is(decodeDhcp(bytes).xid, 0x1a2b3c4d);
    t.is(`${from.address}:${from.port}`, `127.0.0.1:${listener.port}`);
    await client.ask(inform({ message: { xid: 2 } }), { address: '127.0.0.1', port: listener.port });
    t.is(eventsOf(context.journal, 'dhcp.reply').length, 2);
  });
}

test('with broadcast, what came to another address is heard, and answered from the own one', async (t) => {
  const { context, dhcp } = server();
  const listener = await listenDhcp(dhcp, place, { broadcast: true, clock: context.clock });
  t.teardown(() => listener.close());
  const client = await udpClient(t);
  // Any 127.x address reaches the socket that stands for "every address", as a broadcast would.
  const { from } = await client.ask(inform(), { address: '127.0.0.9', port: listener.port });
  t.is(`${from.address}:${from.port}`, `127.0.0.1:${listener.port}`);
});

test('a port another server shares is refused by name instead of shared quietly', async (t) => {
  const other = createSocket({ type: 'udp4', reuseAddr: true });
  await new Promise<void>((bound) => other.bind(0, '127.0.0.1', bound));
  t.teardown(() => new Promise<void>((closed) => other.close(() => closed())));
  const { context, dhcp } = server();
  const { port } = other.address();
  const error = await t.throwsAsync(listenDhcp(dhcp, { ...place, port }, { broadcast: true, clock: context.clock }), {
    instanceOf: HarnessError,
  });
  t.is(error?.code, 'PORT_TAKEN');
});

test('an address this machine does not have leaves no socket behind', async (t) => {
  const { context, dhcp } = server();
  const nowhere = { ...place, address: '192.0.2.1' };
  const error = await t.throwsAsync(listenDhcp(dhcp, nowhere, { broadcast: true, clock: context.clock }), {
    instanceOf: HarnessError,
  });
  t.is(error?.code, 'ADDRESS_UNAVAILABLE');
});
