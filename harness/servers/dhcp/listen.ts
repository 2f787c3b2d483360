import type { RemoteInfo, Socket } from 'node:dgram';
import { bindUdp, type Listener, type ListenPlace, listenUdp } from '../sockets/index.js';
import { OneCopy } from './one-copy.js';
import type { DhcpServer } from './server.js';

/**
 * Listen for DHCP clients. Without `broadcast` on one socket at the place's address. With it also for what is sent to
 * 255.255.255.255: one socket on every address receives, a second one on the place's own address receives what is sent to that
 * and sends all answers, because the source address of a broadcast chooses the interface it leaves by.
 */
export async function listenDhcp(
  server: DhcpServer,
  place: ListenPlace,
  options: { readonly broadcast: boolean },
): Promise<Listener> {
  if (!options.broadcast) {
    return listenUdp(place, (bytes, from, send) => {
      const reply = server.handle(bytes, from);
      if (reply) send(reply.bytes, reply.to.port, reply.to.address);
    });
  }
  const everywhere = { ...place, address: '0.0.0.0' };
  // Two sockets with address reuse would quietly share the port with another DHCP server: have it alone once, before.
  const probe = await bindUdp(everywhere);
  const port = probe.address().port;
  await closed(probe);

  const receiving = await bindUdp({ ...everywhere, port }, { reuse: true });
  const sending = await bindUdp({ ...place, port }, { reuse: true }).catch(async (error: unknown) => {
    await closed(receiving);
    throw error;
  });
  sending.setBroadcast(true);
  const copies = new OneCopy();
  const answer = (socket: 'broadcast' | 'own-address') => (bytes: Buffer, from: RemoteInfo) => {
    if (!copies.first(socket, bytes, from)) return;
    const reply = server.handle(bytes, from);
    // An unreachable client is the client's matter: datagrams promise nothing.
    if (reply) sending.send(reply.bytes, reply.to.port, reply.to.address, () => {});
  };
  receiving.on('message', answer('broadcast'));
  sending.on('message', answer('own-address'));
  return {
    protocol: 'udp',
    address: place.address,
    port,
    close: async () => {
      await Promise.all([closed(receiving), closed(sending)]);
    },
  };
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.close(() => resolve()));
}
