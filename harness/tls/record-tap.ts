import { Duplex } from 'node:stream';
import { writeInRound } from '../foundation/round-writes.js';
import { endSoon } from './end-soon.js';
import { unwritable } from './unwritable.js';
import { whenTaken } from './when-taken.js';

export interface TapWatcher {
  /** Bytes from the peer, before the engine sees them; false keeps them from it. */
  inbound(bytes: Buffer): boolean;
  /** Bytes of the engine, before the peer sees them. */
  outbound(bytes: Buffer): void;
  /** The peer ended its side, or the connection broke; called before the engine learns of it. */
  ended(error?: Error): void;
}

/** Writes the engine's bytes in the tap's stead, and tells whoever watches. */
export type TapOutlet = (bytes: Buffer, done: () => void) => void;

type Done = (error?: Error | null) => void;

const nothing = Buffer.alloc(0);

/** Stands between a connection and the TLS engine, so that both directions can be watched as they pass. */
export class RecordTap extends Duplex {
  readonly #stream: Duplex;
  readonly #watcher: TapWatcher;
  readonly #outlet: TapOutlet | undefined;
  #attached = true;

  /** `first`: bytes already read from the stream; the watcher is not shown them. */
  constructor(stream: Duplex, watcher: TapWatcher, first: Buffer = nothing, outlet?: TapOutlet) {
    super({ allowHalfOpen: true });
    this.#stream = stream;
    this.#watcher = watcher;
    this.#outlet = outlet;
    if (first.length > 0) this.push(first);
    stream.on('data', this.#onData);
    stream.on('end', this.#onEnd);
    stream.on('error', this.#onError);
    stream.on('close', this.#onClose);
    stream.resume();
    if (stream.destroyed) setImmediate(this.#onClose);
  }

  /** Leave the connection to the caller: the engine's end no longer touches it. */
  detach(): void {
    this.#attached = false;
    this.#stream.off('data', this.#onData);
    this.#stream.off('end', this.#onEnd);
    this.#stream.off('close', this.#onClose);
  }

  override _read(): void {
    if (this.#attached) this.#stream.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: Done): void {
    if (!this.#attached || unwritable(this.#stream)) done();
    else if (this.#outlet) this.#outlet(chunk, () => done());
    else {
      this.#watcher.outbound(chunk);
      // A write that fails is a connection that broke, which its error event tells.
      writeInRound(this.#stream, chunk);
      whenTaken(this.#stream, done);
    }
  }

  /** A flight comes in several pieces; one write sends them in one packet where they fit. */
  override _writev(chunks: { readonly chunk: Buffer }[], done: Done): void {
    const [first] = chunks;
    const bytes = first && chunks.length === 1 ? first.chunk : Buffer.concat(chunks.map(({ chunk }) => chunk));
    this._write(bytes, 'binary', done);
  }

  override _final(done: Done): void {
    if (this.#attached && !this.#stream.destroyed) this.#stream.end();
    done();
  }

  override _destroy(error: Error | null, done: Done): void {
    if (this.#attached) endSoon(this.#stream);
    done(error);
  }

  readonly #onData = (bytes: Buffer): void => {
    if (!this.#watcher.inbound(bytes) || this.destroyed || this.readableEnded) return;
    if (!this.push(bytes)) this.#stream.pause();
  };

  readonly #onEnd = (): void => {
    this.#watcher.ended();
    if (!this.destroyed) this.push(null);
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
