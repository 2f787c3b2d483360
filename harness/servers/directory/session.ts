import {
  type ArmedFault,
  disturbLdap,
  type LdapAnswer,
  type LdapDelivery,
  type LdapFault,
  ldapRefusalBy,
} from '../../faults/index.js';
import type { EventDetails, EventType, Recorder } from '../../journal/index.js';
import {
  type ChangeRequest,
  changeResponses,
  encodeLdap,
  type LdapControl,
  type LdapMessage,
  type LdapOperation,
  LdapResultCode,
  resultName,
  type SearchRequest,
  START_TLS,
  wrapOperation,
} from '../../wire/ldap/index.js';
import { type BindOutcome, Binds, type Identity } from './bind/bind.js';
import type { DirectoryCore } from './core.js';
import { MAX_BINDS } from './limits.js';
import { done, NOT_BOUND_MESSAGE } from './operations/answer.js';
import { compare } from './operations/compare.js';
import { extended } from './operations/extended.js';
import type { DirectoryPlace } from './place.js';
import { certificatesIn } from './record-certificates.js';
import { recordableLdap } from './recordable.js';
import type { Question } from './search/question.js';
import { type SearchOutcome, search } from './search/search.js';
import { selected, writtenEntry } from './search/selection.js';

/** What one request leads to. */
export interface Reply {
  /** Whole messages, in order. */
  readonly messages: readonly Buffer[];
  /** To be called when they are written. */
  sent?(): void;
  readonly deliveries?: readonly { readonly delivery: LdapDelivery; fired(): void }[];
  /** What the connection does behind them. */
  readonly afterwards?: 'close' | 'start-tls' | { readonly security: NonNullable<BindOutcome['security']> };
}

const nothing: Reply = { messages: [] };

/** One client's dialogue: who is bound, and what each request is answered. It knows nothing of streams. */
export class DirectorySession {
  readonly #core: DirectoryCore;
  readonly #place: DirectoryPlace;
  readonly #recorder: Recorder;
  readonly #binds: Binds;
  #bindsLeft = MAX_BINDS;
  #identity: Identity | undefined;
  #secured = false;
  #tls: boolean;

  constructor(core: DirectoryCore, place: DirectoryPlace, recorder: Recorder, tls: boolean) {
    const { clock, deployment, pool } = core.context;
    this.#core = core;
    this.#place = place;
    this.#recorder = recorder;
    this.#tls = tls;
    this.#binds = new Binds({ deployment, pool, settings: core.settings, now: () => clock.now() });
  }

  /** TLS began by StartTLS: who was bound is forgotten (RFC 4511 4.14.3 lets a server do so). */
  secured(): void {
    this.#tls = true;
    this.#identity = undefined;
  }

  answer(message: LdapMessage, bytes: Buffer): Reply {
    const { controls, id, operation } = message;
    switch (operation.kind) {
      case 'searchRequest':
        return this.#search(id, operation, controls, bytes);
      case 'bindRequest':
        return this.#bind(message, bytes);
      case 'unbindRequest':
        this.#record('ldap.unbind', {});
        return { messages: [], afterwards: 'close' };
      case 'abandonRequest':
        // Every request is answered before the next is read: nothing is left to be abandoned.
        this.#record('ldap.abandon', { abandoned: operation.abandoned });
        return nothing;
      case 'compareRequest': {
        const { attribute, dn } = operation;
        const { context, contexts } = this.#core;
        const result = this.#mayRead(dn)
          ? compare(context.pool.directory, operation, contexts.schemaDn)
          : 'operationsError';
        this.#record('ldap.compare', { dn, attribute, result }, bytes);
        return this.#send(id, [done('compareResponse', result, result === 'operationsError' ? NOT_BOUND_MESSAGE : '')]);
      }
      case 'extendedRequest':
        return this.#extended(message, bytes);
      case 'modifyRequest':
      case 'addRequest':
      case 'deleteRequest':
      case 'modifyDnRequest':
        return this.#change(id, operation, bytes);
      default:
        // A client that sends responses speaks no LDAP (RFC 4511 4.1.1).
        this.#record('ldap.invalid', { problem: `the client sends a ${operation.kind}` }, bytes);
        return { messages: [], afterwards: 'close' };
    }
  }

  #search(id: number, request: SearchRequest, controls: readonly LdapControl[], bytes: Buffer): Reply {
    const { context, questions } = this.#core;
    const question = questions.of(request);
    const isRootDse = question.baseKey === '' && request.scope === 'baseObject';
    const faults = context.faults.for(isRootDse ? 'directory.root-dse' : 'directory.search', this.#occasion());
    const asked = { operation: request, isProtected: this.#isProtected() };
    const refused = faults.length > 0 ? ldapRefusalBy(faults, asked) : undefined;
    if (refused) {
      this.#recordSearch(request, question, controls, refused, bytes);
      return this.#deliver(id, refused, faults, asked.operation);
    }
    const outcome = isRootDse || this.#mayRead(request.base) ? this.#find(request, question, controls) : notBound;
    if (faults.length > 0) return this.#disturbedSearch(id, request, question, controls, outcome, faults, bytes);
    const { selection } = question;
    const messages = outcome.entries.map((entry) => wrapOperation(id, writtenEntry(entry, selection)));
    const last = done('searchResultDone', outcome.result, outcome.message, outcome.matchedDn);
    messages.push(encodeLdap({ id, operation: last, controls: outcome.controls }));
    this.#recordFound(request, question, controls, outcome, bytes);
    return { messages, sent: () => this.#recordCertificates(question, outcome) };
  }

  /** The same for faults, which see the answer as operations. */
  #disturbedSearch(
    id: number,
    request: SearchRequest,
    question: Question,
    controls: readonly LdapControl[],
    outcome: SearchOutcome,
    faults: readonly ArmedFault<LdapFault>[],
    bytes: Buffer,
  ): Reply {
    const entries = outcome.entries.map(
      (entry): LdapOperation => ({
        kind: 'searchResultEntry',
        dn: entry.dn,
        attributes: selected(entry, question.selection),
      }),
    );
    const answer = [...entries, done('searchResultDone', outcome.result, outcome.message, outcome.matchedDn)];
    const asked = { operation: request, isProtected: this.#isProtected() };
    const disturbed = disturbLdap(answer, faults, asked);
    if (disturbed.answer === answer) this.#recordFound(request, question, controls, outcome, bytes);
    else this.#recordSearch(request, question, controls, disturbed.answer, bytes);
    const last = disturbed.answer.length - 1;
    const messages = disturbed.answer.map((operation, index) =>
      encodeLdap({ id, operation, controls: index === last ? outcome.controls : [] }),
    );
    const sent = () => {
      if (disturbed.answer === answer) this.#recordCertificates(question, outcome);
    };
    return { messages, deliveries: disturbed.deliveries, sent };
  }

  #find(request: SearchRequest, question: Question, controls: readonly LdapControl[]): SearchOutcome {
    const { context, rootDse, settings } = this.#core;
    const { directory } = context.pool;
    return search(request, question, controls, { directory, maxEntries: settings.maxPageSize, rootDse });
  }

  #bind(message: LdapMessage, bytes: Buffer): Reply {
    const { id, operation } = message;
    if (operation.kind !== 'bindRequest') return nothing;
    const asked = { operation, isProtected: this.#isProtected() };
    const faults = this.#core.context.faults.for('directory.bind', this.#occasion());
    this.#identity = undefined;
    const refusal = ldapRefusalBy(faults, asked);
    if (refusal) {
      const [first] = refusal;
      const result = first?.kind === 'bindResponse' ? resultName(first.code) : 'other';
      const method =
        operation.credentials.method === 'sasl' ? operation.credentials.mechanism : operation.credentials.method;
      this.#record('ldap.bind', { method, name: operation.name, result, problem: 'fault' }, bytes, operation);
      return this.#deliver(id, refusal, faults, operation);
    }
    if (this.#bindsLeft-- <= 0) {
      this.#record('ldap.invalid', { problem: `there were more than ${MAX_BINDS} binds` });
      return { messages: [], afterwards: 'close' };
    }
    const outcome = this.#binds.bind(operation, asked.isProtected);
    this.#record('ldap.bind', outcome.recorded, bytes, operation);
    this.#identity = outcome.identity;
    const reply = this.#deliver(id, [outcome.response], faults, operation);
    if (!outcome.security || reply.afterwards) return reply;
    this.#secured = true;
    return { ...reply, afterwards: { security: outcome.security } };
  }

  #extended({ id, operation }: LdapMessage, bytes: Buffer): Reply {
    if (operation.kind !== 'extendedRequest') return nothing;
    const { context, tls } = this.#core;
    const on = this.#tls || this.#secured;
    const answer = extended(operation, {
      identity: this.#identity,
      netbiosDomain: context.deployment.netbiosDomain,
      startTls: on ? 'on-already' : tls ? 'offered' : 'not-offered',
    });
    if (!answer || !('code' in answer)) {
      this.#unknown(`extended operation ${operation.name}`, undefined, bytes);
      const refusal = { kind: 'extendedResponse', code: LdapResultCode.protocolError, matchedDn: '' } as const;
      return this.#send(id, [{ ...refusal, message: '0000203D: LdapErr: DSID-0C090FB3', referrals: [] }]);
    }
    this.#record('ldap.extended', { name: operation.name, result: resultName(answer.code) }, bytes);
    const starts = operation.name === START_TLS && answer.code === LdapResultCode.success;
    return { ...this.#send(id, [answer]), ...(starts && { afterwards: 'start-tls' as const }) };
  }

  #change(id: number, { dn, kind }: ChangeRequest, bytes: Buffer): Reply {
    this.#unknown(kind, dn, bytes);
    return this.#send(id, [done(changeResponses[kind], 'unwillingToPerform', 'the directory is read only')]);
  }

  #unknown(operation: string, dn: string | undefined, bytes: Buffer): void {
    const capture = this.#recorder.capture(`${this.#place.id} ${operation}`, bytes);
    const details = { operation, ...(dn !== undefined && { dn }), ...(capture !== undefined && { capture }) };
    this.#record('ldap.unknown-request', details);
  }

  #deliver(id: number, answer: LdapAnswer, faults: readonly ArmedFault<LdapFault>[], operation: LdapOperation): Reply {
    const asked = { operation, isProtected: this.#isProtected() };
    const { answer: changed, deliveries } = disturbLdap(answer, faults, asked);
    return { ...this.#send(id, changed), deliveries };
  }

  #send(id: number, answer: LdapAnswer): Reply {
    return { messages: answer.map((operation) => encodeLdap({ id, operation, controls: [] })) };
  }

  #mayRead(base: string): boolean {
    return this.#core.settings.anonymous === 'everything' || this.#identity !== undefined || base === '';
  }

  #isProtected(): boolean {
    return this.#tls || this.#secured;
  }

  #occasion() {
    return { device: this.#place.device, connection: this.#place.id };
  }

  #recordFound(
    request: SearchRequest,
    question: Question,
    controls: readonly LdapControl[],
    outcome: SearchOutcome,
    bytes: Buffer,
  ): void {
    const { entries, result } = outcome;
    if (this.#recorder.off) return;
    this.#record('ldap.search', searchDetails(request, question, controls, result, entries.length), bytes);
  }

  /** Only what left counts as delivered. */
  #recordCertificates({ selection }: Question, { entries }: SearchOutcome): void {
    const certificates = this.#recorder.off ? undefined : certificatesIn(entries, selection);
    if (certificates) this.#record('ldap.certificates', certificates);
  }

  /** An answer that faults changed: how it ends is in its last operation. */
  #recordSearch(
    request: SearchRequest,
    question: Question,
    controls: readonly LdapControl[],
    answer: LdapAnswer,
    bytes: Buffer,
  ): void {
    const end = answer.at(-1);
    const result = end && 'code' in end ? resultName(end.code) : 'none';
    const entries = answer.filter(({ kind }) => kind === 'searchResultEntry').length;
    this.#record('ldap.search', searchDetails(request, question, controls, result, entries), bytes);
  }

  #record<T extends EventType>(type: T, details: EventDetails[T], bytes?: Buffer, operation?: LdapOperation): void {
    const { device, id } = this.#place;
    const raw = bytes && (() => (operation ? recordableLdap(bytes, operation) : bytes));
    this.#recorder.record(type, details, { device, connection: id, raw });
  }
}

const notBound: SearchOutcome = {
  entries: [],
  result: 'operationsError',
  matchedDn: '',
  message: NOT_BOUND_MESSAGE,
  controls: [],
};

function searchDetails(
  { attributes, base, scope }: SearchRequest,
  { filterText }: Question,
  controls: readonly LdapControl[],
  result: string,
  entries: number,
) {
  const named = controls.map(({ critical, type }) => `${critical ? '!' : ''}${type}`);
  return { base, scope, filter: filterText, attributes, controls: named, result, entries };
}
