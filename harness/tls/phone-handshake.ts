import type { Duplex } from 'node:stream';
import { asHarnessError, HarnessError } from '../foundation/errors/index.js';
import { encodeAlert, recognizeFirstBytes, tlsVersion } from '../wire/tls/index.js';
import { ClearReader } from './clear-reader.js';
import type { ConnectTlsOptions, Judgement } from './connect.js';
import { endSoon } from './end-soon.js';
import { alertOfError, alertSentOf, isReset } from './engine-errors.js';
import type { TlsStage } from './observation.js';
import type { TapWatcher } from './record-tap.js';
import { ServerFlight } from './server-flight.js';

/** Watches the server's records, has the chain judged, and carries out a refusal. */
export class PhoneHandshake implements TapWatcher {
  readonly settled: Promise<'accepted' | HarnessError>;
  stage: TlsStage = 'after-hello';
  readonly #stream: Duplex;
  readonly #options: ConnectTlsOptions;
  readonly #reader = new ClearReader();
  readonly #flight = new ServerFlight();
  #settle: (outcome: 'accepted' | HarnessError) => void = () => {};
  #judgement: Judgement | undefined;
  #sawBytes = false;
  #over = false;

  constructor(stream: Duplex, options: ConnectTlsOptions) {
    this.#stream = stream;
    this.#options = options;
    this.settled = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  inbound(bytes: Buffer): boolean {
    if (this.stage === 'after-handshake') return true;
    if (this.#over) return false;
    try {
      this.#read(bytes);
    } catch (error) {
      // Also what the judge throws: a chain nobody could judge is not accepted.
      this.#fail(this.#sawBytes || this.#flight.hello ? asHarnessError(error) : notTls(bytes));
    }
    this.#sawBytes = true;
    return !this.#over && !this.#refusesNow();
  }

  outbound(): void {}

  ended(error?: Error): void {
    if (this.#refusesNow()) this.#refuse();
    else this.#serverRefused(isReset(error) ? 'reset' : 'close', 'without an alert');
  }

  engineError(error: Error): void {
    const alert = alertOfError(error);
    if (alert !== undefined) this.#serverRefused('alert', alert);
    else if (isReset(error)) this.ended(error);
    else this.#fail(this.#refusal('phone', alertSentOf(error) ? 'alert' : 'close', error.message, error));
  }

  /** The engine has finished; it knows nothing of the judgement. A resumed session was judged when it was made. */
  finished(resumed: boolean): void {
    if (this.#judgement?.accept || (resumed && !this.#judgement)) {
      this.stage = 'after-handshake';
      this.#settle('accepted');
    } else this.#refuse();
  }

  /** The server fell silent: a chain refused by then is the phone's refusal, whatever the server still owed. */
  timedOut(limit: number): HarnessError {
    const silence = new HarnessError('TLS_TIMEOUT', { limit, stage: this.stage });
    if (this.#judgement?.accept === false) return this.#refuse();
    this.#fail(silence);
    this.#stream.destroy();
    return silence;
  }

  #read(bytes: Buffer): void {
    for (const part of this.#reader.push(bytes)) {
      if (part.kind === 'alert' && part.level === 'fatal') this.#serverRefused('alert', part.description);
      this.#flight.see(part);
      const { chain, complete } = this.#flight;
      if (chain && !this.#judgement) this.#judgement = this.#options.judge(chain);
      if (complete && this.stage === 'after-hello') {
        this.stage = 'after-certificate';
        if (this.#refusesNow()) this.#refuse();
      }
    }
  }

  /** Refused, and not with the shape that first completes the handshake: then the engine gets no more bytes. */
  #refusesNow(): boolean {
    return this.#judgement?.accept === false && this.#options.refusal !== 'close-after-handshake';
  }

  #refuse(): HarnessError {
    const { refusal: shape } = this.#options;
    const alert = this.#judgement?.alert ?? 'bad_certificate';
    const version = this.#flight.hello?.version ?? tlsVersion.tls10;
    const last = shape === 'alert' && this.#judgement ? encodeAlert('fatal', alert, version) : undefined;
    const refusal = new HarnessError('PHONE_REFUSED_CERTIFICATE', { shape, alert: last ? alert : 'none' });
    this.#fail(refusal, last);
    return refusal;
  }

  #serverRefused(how: 'alert' | 'close' | 'reset', detail: string): void {
    this.#fail(this.#refusal('server', how, detail));
  }

  #refusal(by: 'phone' | 'server', how: string, detail: string, cause?: Error): HarnessError {
    return new HarnessError('TLS_REFUSED', { by, how, when: this.stage, detail }, { cause });
  }

  #fail(error: HarnessError, last?: Buffer): void {
    if (this.#over || this.stage === 'after-handshake') return;
    this.#over = true;
    endSoon(this.#stream, last);
    this.#settle(error);
  }
}

function notTls(bytes: Buffer): HarnessError {
  const { kind } = recognizeFirstBytes(bytes);
  return new HarnessError('TLS_NOT_TLS', { looksLike: kind === 'http' || kind === 'sip' ? kind : 'unknown' });
}
