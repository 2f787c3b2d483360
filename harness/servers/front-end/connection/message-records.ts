import type { EventContext, Recorder } from '../../../journal/index.js';
import {
  header,
  type Likeness,
  type SipHeader,
  type SipMessage,
  type SipRequest,
  type SipResponse,
} from '../../../wire/sip/index.js';
import type { Link } from './link.js';
import { mayHoldCredentials, recordable } from './recordable.js';

/** What one connection's messages are in the journal. */
export class MessageRecords {
  readonly #recorder: Recorder;
  readonly #link: Link;
  /** The last requests in which there was no place for a credential. */
  #harmless: Likeness | undefined;

  constructor(recorder: Recorder, link: Link) {
    this.#recorder = recorder;
    this.#link = link;
  }

  /** A client's request, before anything is made of it. */
  request(request: SipRequest, raw: Buffer, likeness: Likeness | undefined): void {
    if (this.#recorder.off) return;
    const { method, uri } = request;
    const [from, callId, cseq] = [said(request, 'From'), said(request, 'Call-ID'), said(request, 'CSeq')];
    const userAgent = header(request, 'User-Agent');
    const about = { method, uri, from, callId, cseq };
    // Written out: a spread costs more than all of it.
    const details = userAgent === undefined ? about : { method, uri, from, callId, cseq, userAgent };
    const { device, id } = this.#link;
    const context = { device, connection: id, raw: () => this.#requestBytes(request, raw, likeness) };
    this.#recorder.record('front-end.request', details, context);
  }

  /** What is sent in answer to a request. */
  response(response: SipResponse, method: string, bytes: Buffer): void {
    if (this.#recorder.off) return;
    const { reason, status } = response;
    this.#recorder.record('front-end.response', { status, reason, method }, this.context(bytes, response));
  }

  /** A client's response to a request of ours. */
  answer(response: SipResponse, raw: Buffer): void {
    const { reason, status } = response;
    this.#recorder.record('front-end.answered', { status, reason, cseq: said(response, 'CSeq') }, this.context(raw));
  }

  /** Whose event it is, and its bytes as they may be recorded; `message` is what was read in them. */
  context(raw?: Buffer, message?: SipMessage): EventContext {
    const { device, id } = this.#link;
    return { device, connection: id, raw: raw && (() => recordable(raw, message)) };
  }

  /** Of a request that says what one before it said only the rest is looked at. */
  #requestBytes({ body, headers }: SipRequest, raw: Buffer, likeness: Likeness | undefined): Buffer {
    const again = likeness !== undefined && likeness === this.#harmless;
    if (mayHoldCredentials({ body, headers: again ? others(headers, likeness) : headers })) return recordable(raw);
    this.#harmless = likeness;
    return raw;
  }
}

function others(headers: readonly SipHeader[], { places }: Likeness): SipHeader[] {
  const differing: SipHeader[] = [];
  for (const place of places) {
    const header = headers[place];
    if (header) differing.push(header);
  }
  return differing;
}

function said(message: SipMessage, name: string): string {
  return header(message, name) ?? '';
}
