import { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';
import { writeInRound } from '../foundation/round-writes.js';
import { endSoon } from './end-soon.js';
import type { TapWatcher } from './record-tap.js';
import { unwritable } from './unwritable.js';
import { whenTaken } from './when-taken.js';

/**
 * A `RecordTap` for OpenSSL where nothing shapes its bytes: no stream of its own, with buffers and states, but as much
 * of one as `tls.TLSSocket` asks of the connection below it. Half of what watching costs is saved by that.
 */
export class LightTap extends EventEmitter {
  readonly allowHalfOpen = true;
  destroyed = false;
  readonly #watcher: TapWatcher;
  /** None once it is closed: OpenSSL's side of a connection is collected late, and what it holds would wait with it. */
  #stream: Duplex | undefined;
  #first: Buffer | undefined;
  /** What was written since `cork`. */
  #corked: Buffer[] | undefined;

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
    this.#stream?.pause();
    return this;
  }

  resume(): this {
    // Not at once: the engine is not there yet when its stream is first resumed.
    if (this.#first) process.nextTick(this.#deliverFirst);
    this.#stream?.resume();
    return this;
  }

  isPaused(): boolean {
    return this.#stream?.isPaused() ?? false;
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
    return whenTaken(this.#stream, done);
  }

  end(done?: () => void): this {
    if (this.#stream && !this.#stream.destroyed) this.#stream.end();
    if (done) process.nextTick(done);
    return this;
  }

  destroy(): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    if (this.#stream) endSoon(this.#stream);
    process.nextTick(() => this.emit('close'));
    return this;
  }

  /** Leave the connection to the caller: the engine's end no longer touches it. */
  detach(): void {
    this.#stream?.off('data', this.#onData).off('end', this.#onEnd).off('close', this.#onClose);
    this.#stream = undefined;
  }

  #send(bytes: Buffer): void {
    const stream = this.#stream;
    if (!stream || unwritable(stream)) return;
    this.#watcher.outbound(bytes);
    // A write that fails is a connection that broke, which its error event tells.
    writeInRound(stream, bytes);
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
    this.#stream = undefined;
  };
}
