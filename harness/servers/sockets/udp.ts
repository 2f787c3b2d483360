import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { listenError } from './listen-error.js';
import type { Listener, ListenPlace } from './listener.js';
import { Replies } from './replies.js';

/**
 * What the kernel holds while this process is kept from reading, as far as the machine allows (`net.core.rmem_max`, which is
 * given twice over): a burst of phones that boot at once must outlast a pause of a tenth of a second.
 */
const RECEIVE_BUFFER_BYTES = 1024 * 1024;

/** Sends a datagram from the listening socket, when the round of the event loop ends. */
export type Send = (bytes: Buffer, port: number, address: string) => void;

/**
 * Listen on UDP. A second socket with address reuse would silently share the port, so nobody here sets reuse before
 * the port was had exclusively once.
 */
export async function listenUdp(
  place: ListenPlace,
  receive: (bytes: Buffer, from: RemoteInfo, send: Send) => void,
  { broadcast = false }: { readonly broadcast?: boolean } = {},
): Promise<Listener> {
  const socket = await bindUdp(place);
  if (broadcast) socket.setBroadcast(true);
  const replies = new Replies(socket);
  const send: Send = (bytes, port, address) => replies.add(bytes, port, address);
  socket.on('message', (bytes, from) => receive(bytes, from, send));
  return {
    protocol: 'udp',
    address: place.address,
    port: socket.address().port,
    close: () => replies.close(),
  };
}

/** A bound UDP socket, or an error naming the port and the remedy. */
export function bindUdp(place: ListenPlace, options: { readonly reuse?: boolean } = {}): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket({ type: 'udp4', reuseAddr: options.reuse ?? false, lookup: asWritten });
    const failed = (error: Error) => {
      socket.close();
      reject(listenError(error, 'UDP', place));
    };
    socket.once('error', failed);
    const bound = () => {
      socket.off('error', failed);
      // Errors of single datagrams (ICMP port unreachable) must not end the process.
      socket.on('error', () => {});
      socket.setRecvBufferSize(RECEIVE_BUFFER_BYTES);
      resolve(socket);
    };
    const { address, descriptor, port } = place;
    try {
      if (descriptor === undefined) socket.bind({ address, port, exclusive: true }, bound);
      else socket.bind({ fd: descriptor, exclusive: true }, bound);
    } catch (error) {
      // A descriptor of another kind is refused at once.
      reject(listenError(error, 'UDP', place));
    }
  });
}

/** Answers go to addresses, never to names: the resolver, which costs as much as sending, has nothing to say. */
function asWritten(
  address: string,
  _options: unknown,
  done: (error: null, address: string, family: number) => void,
): void {
  done(null, address, 4);
}
