import { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';
import { endSoon } from './end-soon.js';
import type { TapWatcher } from './record-tap.js';

/**
 * A `RecordTap` for OpenSSL where nothing shapes its bytes: no stream of its own, with buffers and states, but as much
 * of one as `tls.TLSSocket` asks of the connection below it. Half of what watching costs is saved by that.
 */
export class LightTap extends EventEmitter {
  readonly allowHalfOpen = true;
  destroyed = false;
  readonly #stream: Duplex;
  readonly #watcher: TapWatcher;
  #first: Buffer | undefined;
  /** What was written since `cork`. */
  #corked: Buffer[] | undefined;
  #attached = true;

  /** `first`: bytes already read from the stream; the watcher is not shown them. */
  constructor(stream: Duplex, watcher: TapWatcher, first: Buffer) {
    super();
    this.#stream = stream;
    this.#watcher = watcher;
    this.#first = first;
    stream.on('data', this.#onData);
    stream.on('end', this.#onEnd);
    stream.on('error', this.#onError);
    stream.on('close', this.#onClose);
    if (stream.destroyed) setImmediate(this.#onClose);
  }

  /** For `tls.TLSSocket`, whose declaration asks for all of a Duplex. */
  get stream(): Duplex {
    return this as unknown as Duplex;
  }

  pause(): this {
    this.#stream.pause();
    return this;
  }

  resume(): this {
    // Not at once: the engine is not there yet when its stream is first resumed.
    if (this.#first) process.nextTick(this.#deliverFirst);
    this.#stream.resume();
    return this;
  }

  isPaused(): boolean {
    return this.#stream.isPaused();
  }

  cork(): void {
    this.#corked ??= [];
  }

  /** A flight comes in several pieces; one write sends them in one packet where they fit. */
  uncork(): void {
    const pieces = this.#corked ?? [];
    this.#corked = undefined;
    const [first] = pieces;
    if (first) this.#send(pieces.length === 1 ? first : Buffer.concat(pieces));
  }

  write(bytes: Buffer, done: () => void): boolean {
    if (this.#corked) this.#corked.push(bytes);
    else this.#send(bytes);
    if (!this.#stream.writableNeedDrain || this.#stream.destroyed) {
      done();
      return true;
    }
    const settle = () => {
      this.#stream.off('drain', settle).off('close', settle);
      done();
    };
    this.#stream.on('drain', settle).on('close', settle);
    return false;
  }

  end(done?: () => void): this {
    if (this.#attached && !this.#stream.destroyed) this.#stream.end();
    if (done) process.nextTick(done);
    return this;
  }

  destroy(): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    if (this.#attached) endSoon(this.#stream);
    process.nextTick(() => this.emit('close'));
    return this;
  }

  /** Leave the connection to the caller: the engine's end no longer touches it. */
  detach(): void {
    this.#attached = false;
    this.#stream.off('data', this.#onData);
    this.#stream.off('end', this.#onEnd);
    this.#stream.off('close', this.#onClose);
  }

  #send(bytes: Buffer): void {
    const { destroyed, readableEnded, allowHalfOpen } = this.#stream;
    // A socket that has had its peer's FIN and may not stay half open refuses every write, with an error made for each.
    if (!this.#attached || destroyed || (readableEnded && !allowHalfOpen)) return;
    this.#watcher.outbound(bytes);
    // A write that fails is a connection that broke, which its error event tells.
    this.#stream.write(bytes);
  }

  readonly #deliverFirst = (): void => {
    const first = this.#first;
    this.#first = undefined;
    if (first && !this.destroyed) this.emit('data', first);
  };

  readonly #onData = (bytes: Buffer): void => {
    if (this.#watcher.inbound(bytes) && !this.destroyed) this.emit('data', bytes);
  };

  readonly #onEnd = (): void => {
    this.#watcher.ended();
    if (!this.destroyed) this.emit('end');
  };

  readonly #onError = (error: Error): void => {
    this.#watcher.ended(error);
    this.destroy();
  };

  readonly #onClose = (): void => {
    this.#watcher.ended();
    this.destroy();
  };
}
