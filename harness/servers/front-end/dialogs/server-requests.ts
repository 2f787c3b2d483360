import { randomBytes } from 'node:crypto';
import type { SignatureCheck } from '../../../authentication/security-association/index.js';
import type { SipHeader, SipRequest, SipResponse } from '../../../wire/sip/index.js';
import { header } from '../../../wire/sip/index.js';
import type { Associations } from '../associations.js';
import type { Links } from '../connection/links.js';
import type { SipBody } from '../reply.js';
import type { SignatureOrigin } from '../signature-evidence.js';
import type { Dialog } from './dialog.js';

/** Requests whose answer is awaited at most; an answer to an older one is only recorded. */
export const MAX_UNANSWERED = 4096;

export interface ServerRequest {
  readonly method: 'NOTIFY' | 'BENOTIFY' | 'OPTIONS' | 'MESSAGE';
  readonly headers: readonly SipHeader[];
  readonly body?: SipBody;
}

export interface ServerRequestsParts {
  readonly associations: Associations;
  readonly links: Links;
  /** `address:port` for Via. */
  readonly sentBy: () => string;
  /** Hears of a client's response whose signature is missing or bad; it counts as the answer all the same. */
  readonly badlySigned?: (origin: SignatureOrigin, response: SipResponse, check: BadSignature) => void;
}

type BadSignature = Extract<SignatureCheck, { ok: false }>;

interface Waiting {
  readonly dialog: Dialog;
  readonly answered: ((response: SipResponse) => void) | undefined;
}

/** Requests of the server to its clients, in a dialog, signed with the endpoint's association (MS-SIP 4.2). */
export class ServerRequests {
  readonly #parts: ServerRequestsParts;
  readonly #unanswered = new Map<string, Waiting>();

  constructor(parts: ServerRequestsParts) {
    this.#parts = parts;
  }

  /**
   * Sends one; false when the endpoint has no association or its connection is gone. `answered` is called with the
   * final answer, which a BENOTIFY never gets.
   */
  send(dialog: Dialog, request: ServerRequest, answered?: (response: SipResponse) => void): boolean {
    const association = this.#parts.associations.ofEndpoint(dialog.user, dialog.endpoint);
    if (!association) return false;
    const cseq = dialog.cseq + 1;
    const signed = association.security.signed(this.#message(dialog, request, cseq));
    if (!this.#parts.links.transmit(dialog.connection, signed)) return false;
    dialog.cseq = cseq;
    if (request.method !== 'BENOTIFY') this.#await(`${dialog.callId} ${cseq} ${request.method}`, { dialog, answered });
    return true;
  }

  /** A client's response and where it came in; true when it answers a request of ours. */
  take(response: SipResponse, link: SignatureOrigin['link']): boolean {
    const key = `${header(response, 'Call-ID') ?? ''} ${(header(response, 'CSeq') ?? '').trim().replace(/\s+/, ' ')}`;
    const waiting = this.#unanswered.get(key);
    if (!waiting) return false;
    if (response.status >= 200) {
      this.#unanswered.delete(key);
      this.#checkSignature(waiting.dialog, response, link);
      waiting.answered?.(response);
    }
    return true;
  }

  /** Clients sign their final responses too (observed); without an association there is nothing to check by. */
  #checkSignature({ endpoint, user }: Dialog, response: SipResponse, link: SignatureOrigin['link']): void {
    const check = this.#parts.associations.ofEndpoint(user, endpoint)?.security.check(response);
    if (check && !check.ok) this.#parts.badlySigned?.({ user, link }, response, check);
  }

  #await(key: string, waiting: Waiting): void {
    for (const oldest of this.#unanswered.keys()) {
      if (this.#unanswered.size < MAX_UNANSWERED) break;
      this.#unanswered.delete(oldest);
    }
    this.#unanswered.set(key, waiting);
  }

  #message(dialog: Dialog, request: ServerRequest, cseq: number): SipRequest {
    const body = Buffer.from(request.body?.text ?? '');
    const branch = `z9hG4bK${randomBytes(4).toString('hex').toUpperCase()}.${randomBytes(4).toString('hex').toUpperCase()}`;
    const epid = dialog.epid === undefined ? '' : `;epid=${dialog.epid}`;
    const headers: SipHeader[] = [
      { name: 'Via', value: `SIP/2.0/TLS ${this.#parts.sentBy()};branch=${branch};branched=FALSE` },
      { name: 'Max-Forwards', value: '70' },
      { name: 'From', value: `<${dialog.localUri}>;tag=${dialog.localTag}` },
      { name: 'To', value: `<${dialog.remoteUri}>;tag=${dialog.remoteTag}${epid}` },
      { name: 'Call-ID', value: dialog.callId },
      { name: 'CSeq', value: `${cseq} ${request.method}` },
      ...request.headers,
      ...(request.body === undefined ? [] : [{ name: 'Content-Type', value: request.body.type }]),
      { name: 'Content-Length', value: String(body.length) },
    ];
    return { kind: 'request', method: request.method, uri: dialog.contact, headers, body };
  }
}
