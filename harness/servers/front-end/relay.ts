import type { Duplex } from 'node:stream';
import { HarnessError } from '../../foundation/errors/index.js';
import { overwriteCredentials } from '../../journal/index.js';
import { type FramedSip, header, SipFramer, type SipMessage } from '../../wire/sip/index.js';
import type { ServerContext } from '../context.js';
import {
  MAX_WAITING_BYTES,
  type Upstream,
  type UpstreamCaller,
  type UpstreamTarget,
} from '../sockets/upstream/index.js';
import type { FrontEndConnection } from './connection/place.js';
import type { SipService } from './sip-service.js';

type Side = 'phone' | 'upstream';

/**
 * Passes whole SIP connections on to a real Front End and back, byte for byte: what is signed stays as it was signed, and
 * Via and Record-Route are the two parties' own. Each message is recorded on its way.
 */
export class SipRelay implements SipService {
  readonly #context: ServerContext;
  readonly #upstream: Upstream;
  readonly #target: UpstreamTarget;

  constructor(context: ServerContext, upstream: Upstream, target: UpstreamTarget) {
    this.#context = context;
    this.#upstream = upstream;
    this.#target = target;
  }

  handle(stream: Duplex, connection: FrontEndConnection): void {
    const recorder = this.#context.journal.recorder('front-end');
    const caller = { recorder, device: connection.device, connection: connection.id };
    stream.pause();
    stream.on('error', () => {});
    void this.#connect(stream, caller);
  }

  async #connect(phone: Duplex, caller: UpstreamCaller): Promise<void> {
    let upstream: Duplex;
    try {
      upstream = await this.#upstream.dial(this.#context, this.#target, false, caller);
    } catch (error) {
      phone.destroy();
      if (error instanceof HarnessError) return;
      const message = error instanceof Error ? error.message : String(error);
      const { connection, device, recorder } = caller;
      recorder.record('harness.error', { code: 'INTERNAL', message }, { device, connection });
      return;
    }
    if (phone.destroyed) upstream.destroy();
    else this.#join(phone, upstream, caller);
  }

  #join(phone: Duplex, upstream: Duplex, caller: UpstreamCaller): void {
    const { clock } = this.#context;
    const { recorder, device, connection } = caller;
    const { host } = this.#target;
    let over = false;
    const end = (by: Side | 'harness'): void => {
      if (over) return;
      over = true;
      callOff();
      recorder.record('upstream.closed', { host, by }, { device, connection });
      for (const side of [phone, upstream]) {
        // What was written to the other side before must still arrive.
        if (side.writable) side.end();
        else side.destroy();
      }
    };
    const { sipIdleMs } = this.#upstream.limits;
    let callOff = clock.alarm(sipIdleMs, () => end('harness'));
    const heard = (): void => {
      callOff();
      if (!over) callOff = clock.alarm(sipIdleMs, () => end('harness'));
    };
    upstream.on('error', () => {});
    for (const [from, to, by] of [
      [phone, upstream, 'phone'],
      [upstream, phone, 'upstream'],
    ] as const) {
      const witness = new Witness(caller, by === 'phone' ? 'upstream' : 'phone');
      from.on('data', (bytes: Buffer) => {
        heard();
        to.write(bytes);
        witness.take(bytes);
        if (to.writableLength > MAX_WAITING_BYTES) from.pause();
      });
      to.on('drain', () => from.resume());
      from.once('end', () => end(by));
      from.once('close', () => {
        end(by);
        to.destroy();
      });
      from.resume();
    }
  }
}

/** Reads what goes one way, for the journal alone: a stream it cannot follow goes through all the same. */
class Witness {
  readonly #caller: UpstreamCaller;
  readonly #to: Side;
  readonly #framer = new SipFramer();

  constructor(caller: UpstreamCaller, to: Side) {
    this.#caller = caller;
    this.#to = to;
  }

  take(bytes: Buffer): void {
    for (const framed of this.#framer.push(Buffer.from(bytes))) this.#record(framed);
  }

  #record(framed: FramedSip): void {
    const { recorder, device, connection } = this.#caller;
    const place = { device, connection };
    const to = this.#to;
    if (framed.kind === 'keep-alive') {
      recorder.record('front-end.keep-alive', { by: to === 'upstream' ? 'client' : 'server' }, place);
    } else if (framed.kind === 'message') {
      const callId = header(framed.message, 'Call-ID');
      const details = { to, message: shortly(framed.message), ...(callId !== undefined && { callId }) };
      recorder.record('upstream.sip', details, { ...place, raw: () => overwriteCredentials(framed.raw) });
    } else {
      const capture = recorder.capture('upstream-not-sip', overwriteCredentials(framed.raw));
      const details = { to, problem: framed.problem.message, ...(capture !== undefined && { capture }) };
      recorder.record('upstream.not-sip', details, place);
    }
  }
}

function shortly(message: SipMessage): string {
  if (message.kind === 'request') return message.method;
  const method = /[A-Za-z]+\s*$/.exec(header(message, 'CSeq') ?? '')?.[0].trim() ?? '';
  return `${message.status} to ${method}`;
}
