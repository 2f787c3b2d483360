import type { SipMessage } from '../../wire/sip/index.js';
import type { SignatureCheck } from './signature-check.js';

/** What secures the messages between two sides once they know each other. */
export interface MessageSecurity {
  /** Names it, uniquely at its server. */
  readonly opaque: string;
  /** The message as it is to be sent. */
  signed(message: SipMessage, extra?: { readonly repeatNumber?: boolean }): SipMessage;
  /** Whether a number has been used that could be repeated. */
  readonly signedBefore: boolean;
  /** Judges a received message, once. */
  check(message: SipMessage): SignatureCheck;
}

/** Messages as they are, each believed: where authentication is switched off. */
export class NoSecurity implements MessageSecurity {
  readonly opaque: string;
  /** There are no numbers. */
  readonly signedBefore = false;
  #received = 0;

  constructor(opaque: string) {
    this.opaque = opaque;
  }

  signed(message: SipMessage): SipMessage {
    return message;
  }

  check(): SignatureCheck {
    return { ok: true, number: ++this.#received };
  }
}
