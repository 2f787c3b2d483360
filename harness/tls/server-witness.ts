import type { Clock } from '../foundation/clock/index.js';
import { HarnessError } from '../foundation/errors/index.js';
import type { ClientHello } from '../wire/tls/index.js';
import { ClientRecords } from './client-records.js';
import { EndAfterHandshake, type WitnessedSocket } from './end-after-handshake.js';
import { alertOfError, alertSentOf, isReset } from './engine-errors.js';
import type { TlsEngineName, TlsObservation, TlsRefusal, TlsStage, TlsWarning } from './observation.js';
import type { TapWatcher } from './record-tap.js';
import { type ChosenRefusal, engineRefusal, type PortServes } from './refusal-detail.js';
import { reasonOfPhoneAlert } from './refusal-reason.js';
import type { ServerFlight } from './server-flight.js';
import { ServerRecords } from './server-records.js';

type Ending = Omit<TlsRefusal, 'type' | 'when' | 'afterMs'>;

export interface WitnessOptions {
  readonly clock: Clock;
  /** Called for everything seen, also after the handshake is settled. */
  observe(observation: TlsObservation): void;
}

/** What is known of the port beforehand. */
export interface WitnessedPort {
  /** The chain the port presents, DER, for TLS 1.3, which encrypts it. */
  readonly chain?: readonly Buffer[];
  /** What the port can serve, so that a refusal can say what was missing. */
  readonly serves?: PortServes;
}

/** Watches one connection from the server's side and says, once, how its handshake ended. */
export class ServerWitness implements TapWatcher {
  readonly settled: Promise<'established' | 'refused'>;
  readonly #options: WitnessOptions;
  readonly #port: WitnessedPort;
  readonly #client = new ClientRecords();
  /** None once the handshake is over: from then on nothing of the server is in the clear. */
  #server: ServerRecords | undefined = new ServerRecords();
  #engine: TlsEngineName = 'openssl';
  #settle: (outcome: 'established' | 'refused') => void = () => {};
  #stage: TlsStage = 'before-hello';
  #since: number;
  #hello: ClientHello | undefined;
  #refusal: TlsRefusal | undefined;
  #end: EndAfterHandshake | undefined;
  /** A warning the phone sent; it says why if the phone then leaves. */
  #warning: { alert: string; raw: Buffer } | undefined;
  #renegotiating = false;

  constructor(options: WitnessOptions, port: WitnessedPort = {}) {
    this.#options = options;
    this.#port = port;
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

  /** Which engine was chosen; OpenSSL unless told. */
  servedBy(engine: TlsEngineName): void {
    this.#engine = engine;
  }

  inbound(bytes: Buffer): boolean {
    for (const sign of this.#client.push(bytes)) {
      const { raw } = sign;
      if (sign.sign === 'encrypted-warning') {
        // The own engine names it in a moment; OpenSSL keeps it to itself.
        if (this.#engine === 'openssl') this.#warn({ by: 'phone', raw, encrypted: true });
      } else if (sign.sign === 'encrypted-handshake') this.#encryptedHandshake(raw);
      else if (sign.level === 'fatal') this.#phoneAlert(sign.alert, { raw });
      else {
        this.#warning = { alert: sign.alert, raw };
        if (sign.alert !== 'close_notify') this.#warn({ by: 'phone', alert: sign.alert, raw });
      }
    }
    return true;
  }

  outbound(bytes: Buffer): void {
    if (!this.#server) return;
    const { flight, warnings } = this.#server.push(bytes);
    if (flight) this.#flightSent(this.#server.flight);
    for (const { alert, raw } of warnings) this.#warn({ by: 'server', alert, raw });
  }

  /** The phone ended its side (before this side did), or the connection broke. */
  ended(error?: Error, raw?: Buffer): void {
    const bytes = raw?.length ? { raw } : this.#encryptedAlert();
    if (this.#end) this.#end.left(error, bytes);
    else if (isReset(error)) this.#refused({ by: 'phone', how: 'reset', ...bytes });
    else if (this.#warning && this.#warning.alert !== 'close_notify') {
      this.#phoneAlert(this.#warning.alert, { raw: this.#warning.raw }, 'a warning, then the connection closed');
    } else this.#refused({ by: 'phone', how: 'close', ...bytes, ...this.#warning });
  }

  /** An error of either engine: an alert of the phone, or the engine's own refusal. */
  engineError(error: Error): void {
    const alert = alertOfError(error);
    if (this.#end) this.#end.failed(error, alert, this.#encryptedAlert());
    else if (alert !== undefined) this.#phoneAlert(alert, this.#encryptedAlert());
    // The tap would have told of a reset: to the engine any end too early looks like one.
    else if (isReset(error)) this.ended();
    else {
      const sent = this.#server?.fatal ?? { alert: alertSentOf(error) };
      const because = this.#hello ? engineRefusal(this.#hello, error, this.#port.serves) : { detail: error.message };
      const { alert: name, raw } = { raw: undefined, ...sent };
      if (name === undefined) this.#refused({ by: 'server', how: 'close', ...because });
      else this.#refused({ by: 'server', how: 'alert', alert: name, ...(raw && { raw }), ...because });
    }
  }

  /** The own engine read a warning. In the clear it was seen as it passed. */
  warned(alert: string): void {
    const raw = this.#client.takeWarning();
    if (raw) this.#warn({ by: 'phone', alert, raw, encrypted: true });
  }

  established(socket: WitnessedSocket): void {
    if (this.#refusal) return;
    const hello = this.#server?.flight.hello;
    this.#server = undefined;
    this.#hello = undefined;
    this.#reach('after-handshake');
    this.#end = new EndAfterHandshake(socket, hello?.version ?? 0, this.#client, this.#options, this.#since);
    this.#options.observe({
      type: 'established',
      version: hello?.versionName ?? socket.getProtocol() ?? 'unknown',
      suite: hello?.suite.name ?? socket.getCipher().standardName,
      engine: this.#engine,
      resumed: socket.isSessionReused(),
    });
    this.#settle('established');
  }

  refusedByServer(detail: string, raw: Buffer): void {
    this.refusedByChoice({ reason: 'protocol-error', detail }, raw);
  }

  /** The server refuses before its engine does, or as a fault wants it; `raw` is the alert as it was sent. */
  refusedByChoice(choice: Omit<ChosenRefusal, 'alert'> & { readonly alert?: string }, raw?: Buffer): void {
    const how = choice.how ?? (choice.alert === undefined ? 'close' : 'alert');
    this.#refused({ by: 'server', ...choice, how, ...(raw?.length && { raw }) });
  }

  /** What came is another protocol. */
  notTls(looksLike: 'http' | 'sip' | 'unknown', raw: Buffer): HarnessError {
    this.#options.observe({ type: 'not-tls', looksLike, raw });
    return new HarnessError('TLS_NOT_TLS', { looksLike });
  }

  /** The phone fell silent: the server gives up. */
  timedOut(limit: number): HarnessError {
    const stage = this.#stage;
    this.refusedByChoice({ reason: 'timeout', detail: `nothing more came within ${limit} ms` });
    return new HarnessError('TLS_TIMEOUT', { limit, stage });
  }

  failure(): HarnessError {
    const { by = 'phone', how = 'close', when = this.#stage, alert, detail } = this.#refusal ?? {};
    return new HarnessError('TLS_REFUSED', { by, how, when, detail: detail ?? alert ?? 'without a reason' });
  }

  #flightSent({ hello, chain, resumed }: ServerFlight): void {
    if (!hello) return;
    this.#reach('after-certificate');
    this.#options.observe({
      type: 'server-flight',
      chain: resumed ? [] : presented(chain, this.#port.chain),
      version: hello.versionName,
      suite: hello.suite.name,
      engine: this.#engine,
      resumed,
    });
  }

  #phoneAlert(alert: string, bytes: Pick<Ending, 'raw' | 'encrypted'>, detail?: string): void {
    const reason = reasonOfPhoneAlert(alert);
    const because = { ...(reason && { reason }), ...(detail !== undefined && { detail }) };
    this.#refused({ by: 'phone', how: 'alert', alert, ...because, ...bytes });
  }

  /** Between the phone's change of cipher and the handshake's end it is the Finished; later, a new handshake. */
  #encryptedHandshake(raw: Buffer): void {
    if (!this.#end || this.#renegotiating) return;
    this.#renegotiating = true;
    this.#options.observe({ type: 'renegotiation', by: 'phone', raw });
  }

  #warn(warning: Omit<TlsWarning, 'type' | 'when'>): void {
    this.#options.observe({ type: 'warning', when: this.#stage, ...warning });
  }

  #encryptedAlert(): { raw: Buffer; encrypted: true } | Record<string, never> {
    const raw = this.#client.alertRecord;
    return raw ? { raw, encrypted: true } : {};
  }

  #reach(stage: TlsStage): void {
    this.#stage = stage;
    this.#since = this.#options.clock.elapsed();
  }

  #refused(ending: Ending): void {
    if (this.#refusal || this.#end) return;
    const afterMs = this.#options.clock.elapsed() - this.#since;
    this.#refusal = { type: 'refused', ...ending, when: this.#stage, afterMs };
    this.#options.observe(this.#refusal);
    this.#settle('refused');
  }
}

/** The port's own buffers where they are what was sent: whoever names certificates knows them by identity. */
function presented(sent: readonly Buffer[] | undefined, own: readonly Buffer[] = []): readonly Buffer[] {
  if (!sent) return own;
  const same = sent.length === own.length && sent.every((one, index) => own[index]?.equals(one));
  return same ? own : sent;
}
