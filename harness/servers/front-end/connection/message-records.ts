import type { EventContext, Recorder } from '../../../journal/index.js';
import { header, type SipMessage, type SipRequest, type SipResponse } from '../../../wire/sip/index.js';
import type { Link } from './link.js';
import { recordable } from './recordable.js';

/** What one connection's messages are in the journal. */
export class MessageRecords {
  readonly #recorder: Recorder;
  readonly #link: Link;

  constructor(recorder: Recorder, link: Link) {
    this.#recorder = recorder;
    this.#link = link;
  }

  /** A client's request, before anything is made of it. */
  request(request: SipRequest, raw: Buffer): void {
    if (this.#recorder.off) return;
    const { method, uri } = request;
    const [from, callId, cseq] = [said(request, 'From'), said(request, 'Call-ID'), said(request, 'CSeq')];
    const userAgent = header(request, 'User-Agent');
    const about = { method, uri, from, callId, cseq };
    // Written out: a spread costs more than all of it.
    const details = userAgent === undefined ? about : { method, uri, from, callId, cseq, userAgent };
    this.#recorder.record('front-end.request', details, this.context(raw, request));
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
}

function said(message: SipMessage, name: string): string {
  return header(message, name) ?? '';
}
