/**
 * Tells the second copy of a datagram that two sockets on one port were both given. Copies are delivered together, so what one
 * socket received is remembered only until the event loop's turn ends; a client's retransmission comes later and is no copy.
 */
export class OneCopy {
  readonly #seen = new Map<string, string>();

  /** False when the other socket has just received the same bytes from the same sender. */
  first(socket: 'broadcast' | 'own-address', bytes: Buffer, from: { address: string; port: number }): boolean {
    const datagram = `${from.address}:${from.port} ${bytes.toString('latin1')}`;
    const earlier = this.#seen.get(datagram);
    if (earlier !== undefined && earlier !== socket) {
      this.#seen.delete(datagram);
      return false;
    }
    if (this.#seen.size === 0) setImmediate(() => this.#seen.clear());
    this.#seen.set(datagram, socket);
    return true;
  }
}
