import type { Duplex } from 'node:stream';
import { asHarnessError, HarnessError } from '../../foundation/errors/index.js';
import type { EventDetails, EventType, Recorder } from '../../journal/index.js';
import { acceptTls } from '../../tls/index.js';
import {
  decodeLdap,
  type ExtendedResponse,
  encodeLdap,
  LdapFramer,
  type LdapMessage,
  LdapResultCode,
  MAX_LDAP_REQUEST_BYTES,
  NOTICE_OF_DISCONNECTION,
} from '../../wire/ldap/index.js';
import { resetStream } from '../sockets/index.js';
import { tlsObserver } from '../tls-events.js';
import { tlsInterference } from '../tls-port.js';
import type { DirectoryCore } from './core.js';
import { IDLE_TIMEOUT_MS, MAX_UNREAD_BYTES } from './limits.js';
import type { DirectoryPlace } from './place.js';
import { SecureLayer } from './secure-layer.js';
import { DirectorySession, type Reply } from './session.js';

/**
 * One client's stream. Requests are answered one after the other, in order; while an answer waits, or the client reads
 * nothing, no more is read.
 */
export class DirectoryConnection {
  readonly #core: DirectoryCore;
  readonly #place: DirectoryPlace;
  readonly #recorder: Recorder;
  readonly #session: DirectorySession;
  readonly #framer = new LdapFramer(MAX_LDAP_REQUEST_BYTES, 'MAX_LDAP_REQUEST_BYTES');
  #stream: Duplex;
  #layer: SecureLayer | undefined;
  #requests: Buffer[] = [];
  #working = false;
  #over = false;
  #heard: number;
  #callOff = () => {};
  #listening = () => {};

  constructor(core: DirectoryCore, place: DirectoryPlace, recorder: Recorder, stream: Duplex, tls: boolean) {
    this.#core = core;
    this.#place = place;
    this.#recorder = recorder;
    this.#stream = stream;
    this.#session = new DirectorySession(core, place, recorder, tls);
    this.#heard = core.context.clock.elapsed();
  }

  serve(): void {
    this.#watch();
    this.#listen();
  }

  /** Reads the stream there is now; what StartTLS puts in its place is read in its turn. */
  #listen(): void {
    const stream = this.#stream;
    const data = (bytes: Buffer) => this.#received(bytes);
    const over = () => this.#ended();
    stream.on('data', data).on('end', over).on('close', over).on('error', over);
    this.#listening = () => {
      stream.off('data', data).off('end', over).off('close', over).pause();
    };
  }

  #received(bytes: Buffer): void {
    if (this.#over) return;
    this.#heard = this.#core.context.clock.elapsed();
    try {
      const clear = this.#layer ? this.#layer.unwrap(bytes) : bytes;
      if (clear.length > 0) this.#requests.push(...this.#framer.push(clear));
    } catch (error) {
      this.#invalid(error, bytes.subarray(0, 64));
      return;
    }
    if (!this.#working) this.#work();
  }

  /** Answers what is there; stops where an answer takes time or the client does not read. */
  #work(): void {
    const stream = this.#stream;
    stream.cork();
    while (!this.#over && this.#requests.length > 0) {
      if (stream.writableLength > MAX_UNREAD_BYTES) {
        this.#waitFor(new Promise((resolve) => stream.once('drain', resolve).once('close', resolve)));
        break;
      }
      const waiting = this.#answer(this.#requests.shift() ?? Buffer.alloc(0));
      if (waiting) {
        this.#waitFor(waiting);
        break;
      }
    }
    process.nextTick(() => stream.uncork());
  }

  /** Meanwhile nothing is read. */
  #waitFor(waiting: Promise<unknown>): void {
    this.#working = true;
    this.#stream.pause();
    void waiting
      .catch((error: unknown) => this.#failed(error))
      .finally(() => {
        this.#working = false;
        if (this.#over) return;
        this.#stream.resume();
        this.#work();
      });
  }

  #answer(bytes: Buffer): Promise<void> | undefined {
    let message: LdapMessage;
    try {
      message = decodeLdap(bytes);
    } catch (error) {
      this.#invalid(error, bytes);
      return undefined;
    }
    try {
      const reply = this.#session.answer(message, bytes);
      if (reply.deliveries && reply.deliveries.length > 0) return this.#deliver(reply);
      this.#send(reply);
      return this.#afterwards(reply);
    } catch (error) {
      this.#failed(error);
      return undefined;
    }
  }

  /** As faults have it; nobody may skip a wait but for the fault’s own. */
  async #deliver(reply: Reply): Promise<void> {
    const participant = this.#core.context.clock.join(`${this.#place.id} answering`);
    try {
      for (const { delivery, fired } of reply.deliveries ?? []) {
        fired();
        if (delivery.do === 'delay') await participant.sleep(delivery.ms);
        else if (delivery.do === 'drop') return;
        else {
          this.#finish();
          resetStream(this.#stream);
          return;
        }
      }
    } finally {
      participant.leave();
    }
    this.#send(reply);
    await this.#afterwards(reply);
  }

  #afterwards({ afterwards }: Reply): Promise<void> | undefined {
    if (afterwards === undefined) return undefined;
    if (afterwards === 'close') this.#close();
    else if (afterwards === 'start-tls') return this.#startTls();
    else this.#layer = new SecureLayer(afterwards.security);
    return undefined;
  }

  #send({ messages, sent }: Reply): void {
    this.#write(messages);
    sent?.();
  }

  #write(messages: readonly Buffer[]): void {
    if (this.#over || this.#stream.destroyed || this.#stream.writableEnded) return;
    for (const message of messages) this.#stream.write(this.#layer ? this.#layer.wrap(message) : message);
  }

  /** The handshake begins with the next byte; what came before it in the clear belongs to nobody. */
  async #startTls(): Promise<void> {
    const { clock } = this.#core.context;
    const { device, id } = this.#place;
    const port = this.#core.tls;
    if (!port) return;
    if (this.#requests.length > 0 || this.#framer.pending > 0) {
      this.#record('ldap.invalid', { problem: 'requests in the clear follow StartTLS' });
      this.#close();
      return;
    }
    const clear = this.#stream;
    this.#listening();
    const occasion = { device, connection: id };
    // Whoever waits for this pauses the stream first; the hello is read from then on.
    await Promise.resolve();
    try {
      const accepted = acceptTls(clear, {
        port,
        clock,
        observe: tlsObserver(this.#recorder, occasion),
        ...tlsInterference(this.#core.context, 'directory', occasion),
      });
      clear.resume();
      this.#stream = await accepted;
    } catch (error) {
      this.#finish();
      clear.destroy();
      // What a foreseen error says here was observed, and so recorded, already.
      if (error instanceof HarnessError) return;
      throw error;
    }
    this.#session.secured();
    this.#listen();
  }

  /** Unreadable from here on: the client is told, and the connection ends (RFC 4511 4.4.1). */
  #invalid(error: unknown, bytes: Buffer): void {
    if (!(error instanceof HarnessError)) {
      this.#failed(error);
      return;
    }
    this.#record('ldap.invalid', { problem: error.message }, bytes);
    const notice: ExtendedResponse = {
      kind: 'extendedResponse',
      ...{ code: LdapResultCode.protocolError, matchedDn: '', message: error.message.slice(0, 200), referrals: [] },
      name: NOTICE_OF_DISCONNECTION,
    };
    this.#write([encodeLdap({ id: 0, operation: notice, controls: [] })]);
    this.#close();
  }

  #failed(error: unknown): void {
    const { code, message } = asHarnessError(error);
    this.#record('harness.error', { code, message });
    this.#close();
  }

  #close(): void {
    this.#finish();
    this.#stream.end();
  }

  #ended(): void {
    if (this.#over) return;
    this.#finish();
    this.#stream.end();
  }

  #finish(): void {
    this.#over = true;
    this.#requests = [];
    this.#callOff();
  }

  /** Ends a connection nobody uses, with one wait at a time. */
  #watch(): void {
    const { clock } = this.#core.context;
    const left = this.#heard + IDLE_TIMEOUT_MS - clock.elapsed();
    if (left <= 0) {
      this.#finish();
      this.#stream.destroy();
    } else this.#callOff = clock.alarm(left, () => this.#watch());
  }

  #record<T extends EventType>(type: T, details: EventDetails[T], raw?: Buffer): void {
    const { device, id } = this.#place;
    this.#recorder.record(type, details, { device, connection: id, raw });
  }
}
