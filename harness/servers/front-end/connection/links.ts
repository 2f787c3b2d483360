import type { SipMessage } from '../../../wire/sip/index.js';

/** Puts a message of the server's own on a connection; false when the connection is gone or its client reads nothing. */
export type Transmit = (message: SipMessage) => boolean;

/** The open connections by id: the way to clients for what the server sends unasked. */
export class Links {
  readonly #open = new Map<string, Transmit>();

  open(id: string, transmit: Transmit): void {
    this.#open.set(id, transmit);
  }

  closed(id: string): void {
    this.#open.delete(id);
  }

  /** Whether the message was put on that connection. */
  transmit(id: string, message: SipMessage): boolean {
    return this.#open.get(id)?.(message) ?? false;
  }
}
