import { Duplex } from 'node:stream';

/** One end of a connection inside the process; behaves as a socket does, without addresses. */
class MemoryEnd extends Duplex {
  #peer: MemoryEnd | undefined;
  #delivered: (() => void) | undefined;

  constructor(room: number | undefined) {
    // As a socket: when the peer has ended, this side ends too.
    super({ allowHalfOpen: false, ...(room !== undefined && { writableHighWaterMark: room }) });
  }

  connect(peer: MemoryEnd): void {
    this.#peer = peer;
  }

  override _read(): void {
    const delivered = this.#delivered;
    this.#delivered = undefined;
    delivered?.();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
    const peer = this.#peer;
    // A copy, one turn later: the receiver must see what a network would give it, not the sender's memory or stack.
    const bytes = Buffer.from(chunk);
    setImmediate(() => {
      if (!peer || peer.destroyed || peer.readableEnded) return callback(brokenPipe());
      if (peer.push(bytes)) callback();
      else peer.#delivered = callback;
    });
  }

  override _final(callback: (error?: Error | null) => void): void {
    setImmediate(() => {
      this.#peer?.endOfPeer();
      callback();
    });
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    const delivered = this.#delivered;
    this.#delivered = undefined;
    delivered?.();
    setImmediate(() => {
      if (error) this.#peer?.destroy(connectionReset());
      else this.#peer?.endOfPeer();
    });
    callback(error);
  }

  endOfPeer(): void {
    if (!this.destroyed && !this.readableEnded) this.push(null);
  }
}

function brokenPipe(): Error {
  return Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
}

function connectionReset(): Error {
  return Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
}

/**
 * Two connected streams inside the process. `end()` or `destroy()` of one ends the other, as a FIN does;
 * `destroy(error)` resets the other (its error has the code ECONNRESET), as a RST does. `room`: bytes that may wait to be
 * sent before a writer is told to wait; as of any stream when absent.
 */
export function memoryPair(room?: number): [Duplex, Duplex] {
  const left = new MemoryEnd(room);
  const right = new MemoryEnd(room);
  left.connect(right);
  right.connect(left);
  return [left, right];
}
