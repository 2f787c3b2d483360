import type { Duplex } from 'node:stream';
import { timedOut } from '../../foundation/clock/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import {
  decodeLdap,
  encodeLdap,
  LdapFramer,
  type LdapMessage,
  type LdapOperation,
  MAX_LDAP_MESSAGE_BYTES,
  type SearchRequest,
  type SearchResultEntry,
} from '../../wire/ldap/index.js';
import type { WaitingClock } from '../waiting.js';

/** What a phone waits for an answer: unknown, the default of the Windows LDAP client for a server that is silent. */
export const LDAP_ANSWER_MS = 120_000;
/** Entries of one answer that are looked at. */
const MAX_ENTRIES = 10_000;

export interface SearchAnswer {
  readonly entries: readonly SearchResultEntry[];
  readonly code: number;
  readonly message: string;
}

type Waiting = (message: LdapMessage | HarnessError) => void;

/** A connection to a domain controller: one question at a time. */
export class LdapClient {
  readonly #stream: Duplex;
  readonly #host: string;
  readonly #clock: WaitingClock;
  readonly #framer = new LdapFramer(MAX_LDAP_MESSAGE_BYTES, 'MAX_LDAP_MESSAGE_BYTES');
  #heard: LdapMessage[] = [];
  #failure: HarnessError | undefined;
  #waiting: Waiting | undefined;
  #last = 0;

  constructor(stream: Duplex, host: string, clock: WaitingClock) {
    this.#stream = stream;
    this.#host = host;
    this.#clock = clock;
    stream.on('data', (bytes: Buffer) => this.#received(bytes));
    const over = () => this.#fail(refused(host, 'it closed the connection'));
    stream.on('end', over).on('close', over).on('error', over);
  }

  /** The one answer to an operation. @throws HarnessError PHONE_NO_ANSWER, PHONE_DIRECTORY_REFUSED */
  async ask(operation: LdapOperation, what: string): Promise<LdapOperation> {
    const id = this.#send(operation);
    return (await this.#answer(id, what)).operation;
  }

  /** Everything that answers a search; references are not followed. @throws HarnessError as `ask` */
  async search(request: Omit<SearchRequest, 'kind'>, what: string): Promise<SearchAnswer> {
    const id = this.#send({ kind: 'searchRequest', ...request });
    const entries: SearchResultEntry[] = [];
    for (;;) {
      const { operation } = await this.#answer(id, what);
      if (operation.kind === 'searchResultEntry') {
        if (entries.length < MAX_ENTRIES) entries.push(operation);
      } else if (operation.kind === 'searchResultDone') {
        return { entries, code: operation.code, message: operation.message };
      } else if (operation.kind !== 'searchResultReference')
        throw refused(this.#host, `it answers ${what} with a ${operation.kind}`);
    }
  }

  close(): void {
    if (!this.#stream.destroyed && !this.#failure) this.#send({ kind: 'unbindRequest' });
    this.#failure ??= refused(this.#host, 'the phone closed the connection');
    this.#stream.end();
  }

  #send(operation: LdapOperation): number {
    const id = ++this.#last;
    this.#stream.write(encodeLdap({ id, operation, controls: [] }));
    return id;
  }

  async #answer(id: number, what: string): Promise<LdapMessage> {
    const answer = await this.#clock.within(LDAP_ANSWER_MS, this.#next());
    if (answer === timedOut) {
      this.#waiting = undefined;
      const who = `The domain controller ${this.#host}`;
      throw new HarnessError('PHONE_NO_ANSWER', { who, what, limit: LDAP_ANSWER_MS / 1000 });
    }
    if (answer instanceof HarnessError) throw answer;
    if (answer.id !== id) throw refused(this.#host, `it answers ${what} under another number`);
    return answer;
  }

  #next(): Promise<LdapMessage | HarnessError> {
    const heard = this.#heard.shift();
    if (heard) return Promise.resolve(heard);
    if (this.#failure) return Promise.resolve(this.#failure);
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  #received(bytes: Buffer): void {
    if (this.#failure) return;
    try {
      this.#heard.push(...this.#framer.push(bytes).map(decodeLdap));
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error;
      this.#fail(refused(this.#host, `it sends what is no LDAP: ${error.message.replace(/\.$/, '')}`));
      this.#stream.destroy();
      return;
    }
    const waiting = this.#waiting;
    const next = waiting && this.#heard.shift();
    if (!waiting || !next) return;
    this.#waiting = undefined;
    waiting(next);
  }

  #fail(error: HarnessError): void {
    this.#failure ??= error;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.(this.#failure);
  }
}

export function refused(host: string, detail: string): HarnessError {
  return new HarnessError('PHONE_DIRECTORY_REFUSED', { host, detail });
}
