import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { HarnessError } from '../../../foundation/errors/index.js';
import type { ServerContext } from '../../context.js';
import {
  recordFailure,
  type Upstream,
  type UpstreamCaller,
  type UpstreamTarget,
} from '../../sockets/upstream/index.js';
import type { FrontEndConnection } from '../connection/place.js';
import type { SipService } from '../sip-service.js';
import { type FirstMessage, firstMessage } from './first-message.js';
import { joinStreams } from './join.js';

/**
 * Passes whole SIP connections on to a real Front End and back, byte for byte: what is signed stays as it was signed, and
 * Via and Record-Route are the two parties' own. Each message is recorded on its way.
 */
export class SipRelay implements SipService {
  readonly #context: ServerContext;
  readonly #upstream: Upstream;
  readonly #target: UpstreamTarget;
  /** First messages of the connections that are being passed on. */
  readonly #under = new Set<string>();
  readonly #open = new Set<Duplex>();

  constructor(context: ServerContext, upstream: Upstream, target: UpstreamTarget) {
    this.#context = context;
    this.#upstream = upstream;
    this.#target = target;
  }

  handle(stream: Duplex, connection: FrontEndConnection): void {
    const recorder = this.#context.journal.recorder('front-end');
    const caller = { recorder, device: connection.device, connection: connection.id };
    stream.pause();
    this.#keep(stream);
    this.#pass(stream, caller).catch((error: unknown) => {
      stream.destroy();
      // What went wrong with the server behind was recorded where it went wrong.
      if (error instanceof HarnessError && error.code === 'UPSTREAM_FAILED') return;
      const message = error instanceof Error ? error.message : String(error);
      recorder.record(
        'harness.error',
        { code: 'INTERNAL', message },
        { device: caller.device, connection: connection.id },
      );
    });
  }

  /** Ends every connection on both sides. */
  close(): void {
    for (const stream of this.#open) stream.destroy();
  }

  /**
   * Nobody is called before the phone has said something: in a ring of harnesses a call would call the next one for ever.
   * The bytes stay as they are, so a ring shows in the same first message coming again while it is still on its way.
   */
  async #pass(phone: Duplex, caller: UpstreamCaller): Promise<void> {
    const first = await firstMessage(phone, this.#context.clock, this.#upstream.limits.sipIdleMs);
    if (!first) {
      phone.destroy();
      return;
    }
    const print = createHash('sha256').update(first.message).digest('base64');
    if (this.#under.has(print)) {
      recordFailure(caller, this.#target, 'loop', 'a message came back while it was on its way to the server behind');
      phone.destroy();
      return;
    }
    this.#under.add(print);
    try {
      await this.#call(phone, first, caller);
    } finally {
      this.#under.delete(print);
    }
  }

  async #call(phone: Duplex, first: FirstMessage, caller: UpstreamCaller): Promise<void> {
    const upstream = await this.#upstream.dial(this.#context, this.#target, false, caller);
    this.#keep(upstream);
    if (phone.destroyed) {
      upstream.destroy();
      return;
    }
    const { clock, deployment } = this.#context;
    const { closeMs, sipIdleMs } = this.#upstream.limits;
    await joinStreams(phone, upstream, {
      ...{ caller, first: first.bytes, clock, idleMs: sipIdleMs, closeMs, host: this.#target.host },
      known: deployment.users.flatMap(({ password, pin }) => [pin.reveal(), password.reveal()]),
    });
  }

  #keep(stream: Duplex): void {
    this.#open.add(stream);
    stream.on('error', () => {});
    stream.once('close', () => this.#open.delete(stream));
  }
}
