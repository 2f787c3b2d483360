/**
 * Tells the second copy of a datagram that two sockets on one port were both given. Copies are delivered together, so what one
 * socket received is remembered only until the event loop's turn ends; a client's retransmission comes later and is no copy.
 */
export class OneCopy {
  /** What came in this turn, by the transaction's number and the sender's port. */
  readonly #seen = new Map<number, Received[]>();

  /** False when the other socket has just received the same bytes from the same sender. */
  first(socket: 'broadcast' | 'own-address', bytes: Buffer, from: { address: string; port: number }): boolean {
    const key = from.port * 2 ** 32 + (bytes.length < 8 ? 0 : bytes.readUInt32BE(4));
    const alike = this.#seen.get(key);
    const same = alike?.findIndex((one) => one.address === from.address && one.bytes.equals(bytes)) ?? -1;
    if (alike && same >= 0 && alike[same]?.socket !== socket) {
      alike.splice(same, 1);
      return false;
    }
    if (this.#seen.size === 0) setImmediate(this.#turnOver);
    const received = { socket, bytes, address: from.address };
    if (alike) alike.push(received);
    else this.#seen.set(key, [received]);
    return true;
  }

  readonly #turnOver = (): void => this.#seen.clear();
}

interface Received {
  readonly socket: 'broadcast' | 'own-address';
  readonly bytes: Buffer;
  readonly address: string;
}
