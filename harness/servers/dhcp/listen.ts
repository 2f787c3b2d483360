import type { RemoteInfo, Socket } from 'node:dgram';
import type { DatedClock } from '../../foundation/clock/index.js';
import { bindUdp, type Listener, type ListenPlace, listenUdp, Replies } from '../sockets/index.js';
import { OneCopy } from './one-copy.js';
import type { DhcpAnswerer } from './pair.js';
import type { DhcpReply } from './server.js';

/**
 * Listen for DHCP clients. Without `broadcast` on one socket at the place's address. With it also for what is sent to
 * 255.255.255.255: one socket on every address receives, a second one on the place's own address receives what is sent to that
 * and sends all answers, because the source address of a broadcast chooses the interface it leaves by. A socket that is handed
 * over does both.
 */
export async function listenDhcp(
  server: DhcpAnswerer,
  place: ListenPlace,
  options: { readonly broadcast: boolean; readonly clock: DatedClock },
): Promise<Listener> {
  // A socket that was handed over is bound as its giver wants it, and may be the only one this process can have there.
  if (!options.broadcast || place.descriptor !== undefined) {
    const later = new LateReplies(options.clock);
    const listener = await listenUdp(
      place,
      (bytes, from, send) => {
        for (const reply of server.handle(bytes, from)) {
          later.send(reply, () => send(reply.bytes, reply.to.port, reply.to.address));
        }
      },
      options,
    );
    return { ...listener, close: () => later.cancelled(listener.close()) };
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
  const replies = new Replies(sending);
  const later = new LateReplies(options.clock);
  const answer = (socket: 'broadcast' | 'own-address') => (bytes: Buffer, from: RemoteInfo) => {
    if (!copies.first(socket, bytes, from)) return;
    for (const reply of server.handle(bytes, from)) {
      later.send(reply, () => replies.add(reply.bytes, reply.to.port, reply.to.address));
    }
  };
  receiving.on('message', answer('broadcast'));
  sending.on('message', answer('own-address'));
  return {
    protocol: 'udp',
    address: place.address,
    port,
    close: async () => {
      await later.cancelled(Promise.all([closed(receiving), replies.close()]));
    },
  };
}

/** Answers that leave late, called off when the socket closes. */
class LateReplies {
  readonly #clock: DatedClock;
  readonly #waiting = new Set<() => void>();

  constructor(clock: DatedClock) {
    this.#clock = clock;
  }

  send(reply: DhcpReply, send: () => void): void {
    if (reply.afterMs === undefined) {
      send();
      return;
    }
    const cancel = this.#clock.alarm(reply.afterMs, () => {
      this.#waiting.delete(cancel);
      send();
    });
    this.#waiting.add(cancel);
  }

  async cancelled(closing: Promise<unknown>): Promise<void> {
    for (const cancel of this.#waiting) cancel();
    this.#waiting.clear();
    await closing;
  }
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.close(() => resolve()));
}
