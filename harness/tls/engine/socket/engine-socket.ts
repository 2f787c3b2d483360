import { X509Certificate } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { HarnessError } from '../../../foundation/errors/index.js';
import { endSoon } from '../../end-soon.js';
import type { TlsStream } from '../../stream.js';
import { whenTaken } from '../../when-taken.js';
import type { EngineOutput, TlsEngine } from '../engine.js';
import { SocketStream } from './socket-stream.js';

type Done = (error?: Error | null) => void;

/** What OpenSSL calls the cipher of a connection that has none. */
const NO_CIPHER = '(NONE)';

/**
 * A TLS 1.0 connection of this harness's engine as a stream, to be used wherever a `tls.TLSSocket` is: decrypted bytes
 * are read, plain ones written. Events beside a stream's own: `keylog` with a line (Buffer), `secure` and
 * `secureConnect` when the handshake is over, `timeout`. What the engine found wrong is a HarnessError
 * (TLS_ALERT_SENT, TLS_ALERT_RECEIVED); errors of the connection below are passed on as they are.
 */
export class EngineSocket extends SocketStream implements TlsStream {
  readonly encrypted = true as const;
  bytesRead = 0;
  bytesWritten = 0;
  readonly #engine: TlsEngine;
  /** What the engine told during one call into it; delivered after the call, so that no listener re-enters it. */
  readonly #news: (Buffer | (() => void))[] = [];
  #delivering = false;
  #established = false;
  #over = false;
  #keysLogged = false;
  #afterHandshake: (() => void) | undefined;
  #certificate: X509Certificate | undefined;

  constructor(stream: Duplex, open: (output: EngineOutput) => TlsEngine) {
    super(stream);
    this.#engine = open(this.#output());
    stream.on('data', this.#received);
    stream.on('end', this.#peerEnded);
    stream.on('error', this.#broke);
    stream.on('close', this.#closed);
    this.#tell(() => this.#engine.start());
    if (stream.destroyed) setImmediate(this.#closed);
    else stream.resume();
  }

  /** DER, leaf first; see TlsEngine.peerChain. */
  get peerChain(): readonly Buffer[] {
    return this.#engine.peerChain;
  }

  /** SNI of the hello, for servers. */
  get servername(): string | undefined {
    return this.#engine.serverName;
  }

  getProtocol(): string | null {
    return this.#established ? 'TLSv1' : null;
  }

  getCipher(): { readonly name: string; readonly standardName: string; readonly version: string } {
    const suite = this.#engine.suite;
    return { name: suite?.opensslName ?? NO_CIPHER, standardName: suite?.name ?? NO_CIPHER, version: 'TLSv1' };
  }

  getPeerX509Certificate(): X509Certificate | undefined {
    const [leaf] = this.#engine.peerChain;
    if (leaf) this.#certificate ??= new X509Certificate(leaf);
    return this.#certificate;
  }

  /** @throws HarnessError TLS_NOT_ESTABLISHED */
  exportKeyingMaterial(length: number, label: string): Buffer {
    return this.#engine.exportKeyingMaterial(length, label);
  }

  isSessionReused(): boolean {
    return this.#engine.resumed;
  }

  /** Asks the client for a new handshake, which this engine then does not carry out. */
  requestRenegotiation(): void {
    this.#tell(() => this.#engine.requestRenegotiation());
  }

  override _read(): void {
    this.below.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: Done): void {
    if (!this.#established && !this.#over) {
      this.#afterHandshake = () => this._write(chunk, _encoding, done);
      return;
    }
    if (this.#over || this.below.destroyed) {
      done();
      return;
    }
    this.bytesWritten += chunk.length;
    this.idle.traffic();
    this.#tell(() => this.#engine.write(chunk));
    whenTaken(this.below, done);
  }

  override _writev(chunks: { chunk: Buffer; encoding: BufferEncoding }[], done: Done): void {
    this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), 'binary', done);
  }

  override _final(done: Done): void {
    if (this.below.destroyed) {
      done();
      return;
    }
    if (this.#established && !this.#over) this.#tell(() => this.#engine.close());
    // What happens to the FIN is told by the connection's events.
    this.below.end(() => done());
  }

  override _destroy(error: Error | null, done: Done): void {
    this.#over = true;
    this.idle.set(0);
    this.below.off('data', this.#received);
    // An alert that says why must still reach the peer.
    if (error) endSoon(this.below);
    else this.below.destroy();
    done(error);
  }

  #output(): EngineOutput {
    return {
      send: (records) => {
        if (!this.below.destroyed && !this.below.writableEnded) this.below.write(records);
      },
      established: () => this.#news.push(() => this.#secure()),
      data: (bytes) => this.#news.push(bytes),
      ended: () => this.#news.push(() => this.#endReading()),
      warned: (alert) => this.#news.push(() => this.emit('warned', alert)),
      failed: (error) => this.#news.push(() => this.#failed(error)),
    };
  }

  /** Calls into the engine, then passes on what it told. */
  #tell(call: () => void): void {
    call();
    if (!this.#keysLogged) this.#logKeys();
    if (this.#delivering) return;
    this.#delivering = true;
    try {
      for (let news = this.#nextNews(); news; news = this.#nextNews()) {
        if (Buffer.isBuffer(news)) this.#deliver(news);
        else news();
      }
    } finally {
      this.#delivering = false;
    }
  }

  /** What came in several records at once is read at once. */
  #nextNews(): Buffer | (() => void) | undefined {
    const first = this.#news.shift();
    if (!Buffer.isBuffer(first) || !Buffer.isBuffer(this.#news[0])) return first;
    const end = this.#news.findIndex((news) => !Buffer.isBuffer(news));
    const more = this.#news.splice(0, end < 0 ? this.#news.length : end).filter((news) => Buffer.isBuffer(news));
    return Buffer.concat([first, ...more]);
  }

  #logKeys(): void {
    const line = this.#engine.keyLogLine;
    if (line === undefined) return;
    this.#keysLogged = true;
    this.emit('keylog', Buffer.from(`${line}\n`));
  }

  #secure(): void {
    if (this.destroyed) return;
    this.#established = true;
    this.emit('secure');
    this.emit('secureConnect');
    this.#resumeWriting();
  }

  #resumeWriting(): void {
    const write = this.#afterHandshake;
    this.#afterHandshake = undefined;
    write?.();
  }

  #deliver(bytes: Buffer): void {
    if (this.destroyed || this.readableEnded) return;
    this.bytesRead += bytes.length;
    if (!this.push(bytes)) this.below.pause();
  }

  #endReading(): void {
    if (!this.destroyed && !this.readableEnded) this.push(null);
  }

  #failed(error: HarnessError): void {
    this.#over = true;
    this.destroy(error);
  }

  readonly #received = (bytes: Buffer): void => {
    if (this.#over) return;
    this.idle.traffic();
    this.#tell(() => this.#engine.receive(bytes));
  };

  readonly #peerEnded = (): void => {
    this.#endReading();
    // Nobody will finish this handshake.
    if (!this.#established) this.#giveUp();
  };

  readonly #broke = (error: Error): void => {
    this.#over = true;
    this.destroy(error);
  };

  readonly #closed = (): void => {
    this.#giveUp();
    this.destroy();
  };

  #giveUp(): void {
    this.#over = true;
    this.#resumeWriting();
  }
}
