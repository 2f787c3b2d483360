import { overwriteCredentials, overwriteValues } from '../../../journal/index.js';
import { type FramedSip, header, SipFramer, type SipMessage } from '../../../wire/sip/index.js';
import type { UpstreamCaller } from '../../sockets/upstream/index.js';

/** Reads what goes one way, for the journal alone: a stream it cannot follow goes through all the same. */
export class Witness {
  readonly #caller: UpstreamCaller;
  readonly #to: 'phone' | 'upstream';
  readonly #known: readonly string[];
  readonly #framer = new SipFramer();

  /** `known` are secrets that may stand anywhere. */
  constructor(caller: UpstreamCaller, to: 'phone' | 'upstream', known: readonly string[]) {
    this.#caller = caller;
    this.#to = to;
    this.#known = known;
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
      recorder.record('upstream.sip', details, { ...place, raw: () => this.#clean(framed.raw) });
    } else {
      const capture = recorder.capture('upstream-not-sip', this.#clean(framed.raw));
      const details = { to, problem: framed.problem.message, ...(capture !== undefined && { capture }) };
      recorder.record('upstream.not-sip', details, place);
    }
  }

  #clean(raw: Buffer): Buffer {
    return overwriteValues(overwriteCredentials(raw), this.#known);
  }
}

function shortly(message: SipMessage): string {
  if (message.kind === 'request') return message.method;
  const method = /[A-Za-z]+\s*$/.exec(header(message, 'CSeq') ?? '')?.[0].trim() ?? '';
  return `${message.status} to ${method}`;
}
