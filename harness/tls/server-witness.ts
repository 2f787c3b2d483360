import type { TLSSocket } from 'node:tls';
import { HarnessError } from '../foundation/errors/index.js';
import { type ClientHello, tlsVersion } from '../wire/tls/index.js';
import type { AcceptTlsOptions } from './accept.js';
import { type ClearPart, ClearReader } from './clear-reader.js';
import { alertOfError, isReset } from './engine-errors.js';
import type { TlsRefusal, TlsStage } from './observation.js';
import type { TapWatcher } from './record-tap.js';
import { serverRefusalDetail } from './refusal-detail.js';
import { ServerFlight } from './server-flight.js';

type Ending = Omit<TlsRefusal, 'type' | 'when' | 'afterMs'>;

/** Watches one connection from the server's side and says, once, how its handshake ended. */
export class ServerWitness implements TapWatcher {
  readonly settled: Promise<'established' | 'refused'>;
  readonly #options: AcceptTlsOptions;
  readonly #client = new ClearReader();
  readonly #server = new ClearReader();
  readonly #flight = new ServerFlight();
  #settle: (outcome: 'established' | 'refused') => void = () => {};
  #stage: TlsStage = 'before-hello';
  #since: number;
  #hello: ClientHello | undefined;
  #socket: TLSSocket | undefined;
  #refusal: TlsRefusal | undefined;
  #clientReadable = true;
  #serverReadable = true;
  /** A warning the phone sent; it matters only if the phone then leaves. */
  #warning: { alert: string; raw: Buffer } | undefined;
  #serverAlert: { alert: string; raw: Buffer } | undefined;
  #usedByPhone = false;
  #ending = false;

  constructor(options: AcceptTlsOptions) {
    this.#options = options;
    this.#since = options.clock.elapsed();
    this.settled = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  hello(hello: ClientHello, raw: Buffer): void {
    this.#hello = hello;
    this.#reach('after-hello');
    this.#options.observe({ type: 'client-hello', hello, raw });
  }

  inbound(bytes: Buffer): boolean {
    if (!this.#clientReadable) return true;
    const parts = this.#read(this.#client, bytes);
    if (!parts) this.#clientReadable = false;
    for (const part of parts ?? []) {
      if (part.kind === 'application-data') this.#usedByPhone = true;
      if (part.kind === 'alert') this.#clientAlert(part.level, part.description, part.raw);
    }
    return true;
  }

  outbound(bytes: Buffer): void {
    if (!this.#serverReadable) return;
    const parts = this.#read(this.#server, bytes);
    if (!parts) this.#serverReadable = false;
    for (const part of parts ?? []) {
      if (part.kind === 'alert') this.#serverAlert = { alert: part.description, raw: part.raw };
      else if (part.kind === 'handshake') this.#serverHandshake(part);
    }
  }

  /** The phone ended its side (before this side did), or the connection broke. */
  ended(error?: Error, raw?: Buffer): void {
    if (this.#stage === 'after-handshake') this.#endedAfterHandshake(error);
    else if (isReset(error)) this.#refused({ by: 'phone', how: 'reset', ...(raw?.length ? { raw } : {}) });
    else if (this.#warning && this.#warning.alert !== 'close_notify') {
      this.#refused({ by: 'phone', how: 'alert', ...this.#warning, detail: 'a warning, then the connection closed' });
    } else this.#refused({ by: 'phone', how: 'close', ...this.#warning, ...(raw?.length ? { raw } : {}) });
  }

  engineError(error: Error): void {
    const alert = alertOfError(error);
    if (this.#stage === 'after-handshake') this.#endedAfterHandshake(error);
    else if (alert !== undefined) this.#refused({ by: 'phone', how: 'alert', alert });
    else if (isReset(error)) this.ended(error);
    else {
      const detail = this.#hello ? serverRefusalDetail(this.#hello, error) : error.message;
      this.#refused({ by: 'server', how: this.#serverAlert ? 'alert' : 'close', ...this.#serverAlert, detail });
    }
  }

  established(socket: TLSSocket): void {
    if (this.#refusal) return;
    this.#socket = socket;
    this.#reach('after-handshake');
    // Records of type 23 in TLS 1.3 before now were the handshake's own.
    this.#usedByPhone = false;
    const { hello } = this.#flight;
    this.#options.observe({
      type: 'established',
      version: hello?.versionName ?? socket.getProtocol() ?? 'unknown',
      suite: hello?.suite.name ?? socket.getCipher().standardName,
    });
    this.#settle('established');
  }

  refusedByServer(detail: string, raw: Buffer): void {
    this.#refused({ by: 'server', how: 'close', detail, raw });
  }

  /** The phone fell silent: the server gives up. */
  timedOut(limit: number): HarnessError {
    const stage = this.#stage;
    this.#refused({ by: 'server', how: 'close', detail: `nothing more came within ${limit} ms` });
    return new HarnessError('TLS_TIMEOUT', { limit, stage });
  }

  failure(): HarnessError {
    const { by = 'phone', how = 'close', when = this.#stage, alert, detail } = this.#refusal ?? {};
    return new HarnessError('TLS_REFUSED', { by, how, when, detail: detail ?? alert ?? 'without a reason' });
  }

  #clientAlert(level: string, alert: string, raw: Buffer): void {
    if (level === 'fatal') this.#refused({ by: 'phone', how: 'alert', alert, raw });
    else this.#warning = { alert, raw };
  }

  #serverHandshake(part: ClearPart): void {
    const before = this.#flight.complete;
    this.#flight.see(part);
    const { hello, chain, complete } = this.#flight;
    if (before || !complete || !hello) return;
    this.#reach('after-certificate');
    this.#options.observe({
      type: 'server-flight',
      chain: chain ?? this.#options.chain ?? [],
      version: hello.versionName,
      suite: hello.suite.name,
    });
  }

  /** Only a phone that leaves first, and without having sent anything, refused; the rest is an ordinary end. */
  #endedAfterHandshake(error?: Error): void {
    const socket = this.#socket;
    if (!socket || this.#ending) return;
    const alert = error ? alertOfError(error) : undefined;
    if (alert === undefined && (socket.destroyed || socket.writableEnded)) return;
    this.#ending = true;
    const afterMs = this.#options.clock.elapsed() - this.#since;
    // What arrived together with the end is decrypted within this turn.
    setImmediate(() => {
      const tls13 = (this.#flight.hello?.version ?? 0) >= tlsVersion.tls13;
      if (tls13 ? socket.bytesRead > 0 : this.#usedByPhone) return;
      const how = alert === undefined ? (isReset(error) ? 'reset' : 'close') : 'alert';
      const refusal = { type: 'refused', by: 'phone', how, when: 'after-handshake', afterMs } as const;
      this.#options.observe(alert === undefined ? refusal : { ...refusal, alert });
    });
  }

  #reach(stage: TlsStage): void {
    this.#stage = stage;
    this.#since = this.#options.clock.elapsed();
  }

  #refused(ending: Ending): void {
    if (this.#refusal || this.#stage === 'after-handshake') return;
    const afterMs = this.#options.clock.elapsed() - this.#since;
    this.#refusal = { type: 'refused', ...ending, when: this.#stage, afterMs };
    this.#options.observe(this.#refusal);
    this.#settle('refused');
  }

  /** Undefined once the direction is no longer TLS: then the engine has the word. */
  #read(reader: ClearReader, bytes: Buffer): ClearPart[] | undefined {
    try {
      return reader.push(bytes);
    } catch (error) {
      if (error instanceof HarnessError) return undefined;
      throw error;
    }
  }
}
