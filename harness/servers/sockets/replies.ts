import type { Socket } from 'node:dgram';

interface Reply {
  readonly bytes: Buffer;
  readonly port: number;
  readonly address: string;
}

/**
 * Answers to datagrams. They leave together when the round of the event loop ends, behind what the journal gathered in it:
 * what was answered is on disk, and a client that waits for several answers is woken once for all, which costs the server
 * more than the sending itself.
 */
export class Replies {
  readonly #socket: Socket;
  #waiting: Reply[] = [];
  #closed = false;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  /**
   * Called after the events of the exchange were recorded. What is held back beyond the socket's end is nobody's any more,
   * and port 0, which anybody can write into a datagram, is nobody's at all: Node would throw for either.
   */
  add(bytes: Buffer, port: number, address: string): void {
    if (this.#closed || port === 0) return;
    if (this.#waiting.length === 0) setImmediate(this.#leave);
    this.#waiting.push({ bytes, port, address });
  }

  /** What still waits leaves before the socket closes. */
  close(): Promise<void> {
    this.#leave();
    this.#closed = true;
    return new Promise((closed) => this.#socket.close(() => closed()));
  }

  readonly #leave = (): void => {
    const leaving = this.#waiting;
    this.#waiting = [];
    // An unreachable peer is the peer's matter: datagrams promise nothing, and without a callback no error is told.
    for (const { bytes, port, address } of leaving) this.#socket.send(bytes, port, address);
  };
}
