import { Duplex } from 'node:stream';
import { addressesOf, setAddresses } from '../../addresses.js';
import { IdleTimer } from './idle-timer.js';

/** The parts of a socket that a connection below may or may not have. */
interface SocketLike {
  setNoDelay?(on?: boolean): unknown;
  setKeepAlive?(on?: boolean, delay?: number): unknown;
  ref?(): unknown;
  unref?(): unknown;
}

/** A stream over a connection with the small change of `net.Socket`, which HTTP asks for. Event: `timeout`. */
export abstract class SocketStream extends Duplex {
  declare readonly remoteAddress: string | undefined;
  declare readonly remotePort: number | undefined;
  declare readonly remoteFamily: string | undefined;
  declare readonly localAddress: string | undefined;
  declare readonly localPort: number | undefined;
  /** The connection below. */
  protected readonly below: Duplex;
  protected readonly idle = new IdleTimer(() => this.emit('timeout'));

  constructor(below: Duplex) {
    super({ allowHalfOpen: below.allowHalfOpen });
    this.below = below;
    setAddresses(this, addressesOf(below));
  }

  setTimeout(milliseconds: number, callback?: () => void): this {
    this.idle.set(milliseconds);
    if (callback) {
      if (milliseconds > 0) this.once('timeout', callback);
      else this.off('timeout', callback);
    }
    return this;
  }

  setNoDelay(on?: boolean): this {
    (this.below as SocketLike).setNoDelay?.(on);
    return this;
  }

  setKeepAlive(on?: boolean, delay?: number): this {
    (this.below as SocketLike).setKeepAlive?.(on, delay);
    return this;
  }

  ref(): this {
    (this.below as SocketLike).ref?.();
    return this;
  }

  unref(): this {
    (this.below as SocketLike).unref?.();
    return this;
  }

  /** Ends, and goes away once all is written, whether or not the peer ends too. */
  destroySoon(): void {
    if (this.writable) this.end();
    if (this.writableFinished) this.destroy();
    else this.once('finish', () => this.destroy());
  }
}
