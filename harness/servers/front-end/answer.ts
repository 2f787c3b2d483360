import { type User, userOfAddress } from '../../deployment/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import { type Soon, then } from '../../foundation/soon.js';
import { checkAllButCSeq, checkCSeq, type SipRequest } from '../../wire/sip/index.js';
import { permittedAccount } from './account-refusal.js';
import type { Association } from './associations.js';
import { type Authentication, Authenticator } from './authentication.js';
import { badRequest } from './bad-request.js';
import { challengeList, challengeStep } from './challenge.js';
import type { Link } from './connection/link.js';
import type { FrontEndCore } from './core.js';
import type { ClientCredentials } from './credentials.js';
import { type Exchange, exchangeOf } from './exchange.js';
import type { Fact, Facts } from './facts.js';
import { notUnderstood } from './header-inspection.js';
import { MAX_EPID } from './limits.js';
import { methodOf, unanswered } from './methods/index.js';
import { negotiate } from './methods/negotiate.js';
import { type AnswerPoint, type Outcome, outcome, undisturbed } from './outcome.js';
import { endpointMissing, epidTooLong, handshakeFailed, otherUser, type Refusal, refusalReply } from './refusals.js';
import { isDeRegister } from './register/requested.js';
import type { Reply } from './reply.js';
import { answerTo, responseTo } from './response.js';

/** What gets a 401, or a 403 that cannot be signed. */
type Unauthenticated = Exclude<Authentication, { kind: 'signed' | 'other-user' }>;

/** From a request to its response: who sent it, may they, what does the method say, sign. */
export class Answerer {
  readonly #core: FrontEndCore;
  readonly #authenticator: Authenticator;

  constructor(core: FrontEndCore) {
    this.#core = core;
    this.#authenticator = new Authenticator(core);
  }

  /**
   * The response, or undefined for a request that gets none.
   * @throws HarnessError WIRE_INVALID for a request so broken that no response would fit it
   */
  answer(request: SipRequest, link: Link, facts: Facts): Soon<Outcome | undefined> {
    if (unanswered.has(request.method)) return undefined;
    try {
      facts.find(readable);
      checkCSeq(request);
      if (request.method === 'NEGOTIATE') return undisturbed(responseTo(request, link, negotiate));
      const answer = this.#authenticated(exchangeOf(request, link, facts));
      return answer instanceof Promise
        ? answer.catch((error: unknown) => this.#unreadable(request, link, error))
        : answer;
    } catch (error) {
      return this.#unreadable(request, link, error);
    }
  }

  #unreadable(request: SipRequest, link: Link, error: unknown): Outcome {
    if (!(error instanceof HarnessError) || error.code !== 'WIRE_INVALID') throw error;
    const response = badRequest(request.headers, link);
    if (!response) throw error;
    this.#core.recorder.record('front-end.invalid', { problem: error.message }, contextOf(link));
    return undisturbed(response);
  }

  #authenticated(exchange: Exchange): Soon<Outcome> {
    const { request } = exchange;
    const malformed = endpointProblem(exchange);
    if (malformed) {
      this.#refused(exchange, malformed.refusal, malformed.problem);
      return undisturbed(answerTo(exchange, refusalReply(malformed.refusal, this.#core.fqdn)));
    }
    const credentials = this.#authenticator.credentials(exchange);
    if (request.method === 'REGISTER') this.#recordRegister(exchange, credentials);
    return then(this.#authenticator.authenticate(exchange, credentials), (result) => this.#answered(exchange, result));
  }

  #answered(exchange: Exchange, result: Authentication): Outcome {
    const { link, request } = exchange;
    if (result.kind === 'signed') return this.#signed(exchange, result.association);
    if (result.kind === 'other-user') {
      const reply = this.#refuse(exchange, otherUser, result.kind);
      return outcome(this.#core, pointOf(request), link, answerTo(exchange, reply), result.association);
    }
    const point = result.kind === 'continue' ? 'front-end.handshake' : 'front-end.challenge';
    return outcome(this.#core, point, link, answerTo(exchange, this.#challenge(exchange, result)));
  }

  #challenge(exchange: Exchange, result: Unauthenticated): Reply {
    if (result.kind === 'continue') return challengeStep(this.#core, result.scheme, result.opaque, result.token);
    if (result.kind === 'refused' && result.problem === 'other-user') {
      return this.#refuse(exchange, otherUser, result.problem);
    }
    const { schemes } = this.#authenticator;
    const failure = result.kind === 'refused' && result.handshake ? handshakeFailed : undefined;
    if (result.kind === 'refused') {
      this.#refused(exchange, { status: 401, errorId: failure?.errorId ?? 0 }, result.problem);
    }
    const names = schemes.map(({ name }) => name);
    this.#core.recorder.record(
      'front-end.challenge',
      { user: exchange.user, schemes: names },
      contextOf(exchange.link),
    );
    return challengeList(this.#core, schemes, failure);
  }

  #signed(exchange: Exchange, association: Association): Outcome {
    const { link, request } = exchange;
    const account = userOfAddress(this.#core.context.deployment, exchange.user);
    const reply = this.#permitted(exchange, association, account);
    const response = answerTo(exchange, reply, account?.displayName);
    return outcome(this.#core, pointOf(request), link, response, association, reply.sent);
  }

  #permitted(exchange: Exchange, association: Association, account: User | undefined): Reply {
    const permitted = permittedAccount(account);
    if ('refusal' in permitted) return this.#refuse(exchange, permitted.refusal, permitted.problem);
    const strange = exchange.facts.find(notUnderstood);
    if (strange) {
      this.#refused(exchange, { status: strange.reply.status, errorId: 0 }, strange.problem);
      return strange.reply;
    }
    const { endpoint, epid, facts, from, instance, link, request, user } = exchange;
    const { account: known } = permitted;
    // Named one by one: a spread of the exchange costs as much as reading the whole request.
    return this.#method({ request, link, facts, from, user, epid, instance, endpoint, association, account: known });
  }

  #method(exchange: Parameters<ReturnType<typeof methodOf>>[0]): Reply {
    try {
      return methodOf(exchange.request.method)(exchange, this.#core);
    } catch (error) {
      if (!(error instanceof HarnessError) || error.code !== 'WIRE_INVALID') throw error;
      this.#core.recorder.record('front-end.invalid', { problem: error.message }, contextOf(exchange.link));
      return { status: 400, reason: 'Bad Request' };
    }
  }

  #refuse(exchange: Exchange, refusal: Refusal, problem: string): Reply {
    this.#refused(exchange, refusal, problem);
    return refusalReply(refusal, this.#core.fqdn);
  }

  #refused({ link, user }: Exchange, { errorId, status }: Pick<Refusal, 'errorId' | 'status'>, problem: string): void {
    this.#core.recorder.record('front-end.refused', { user, status, errorId, problem }, contextOf(link));
  }

  #recordRegister({ epid, facts, link, user }: Exchange, credentials: ClientCredentials | undefined): void {
    if (this.#core.recorder.off) return;
    this.#core.recorder.record(
      'front-end.register',
      {
        user,
        step: stepOf(facts, credentials),
        ...(epid === undefined ? {} : { epid }),
        ...(credentials === undefined ? {} : { scheme: credentials.scheme }),
      },
      contextOf(link),
    );
  }
}

/** Without an endpoint no association could ever be found again; the answer is therefore not signed. */
function endpointProblem(exchange: Exchange): { readonly refusal: Refusal; readonly problem: string } | undefined {
  const { endpoint, epid, request } = exchange;
  if (epid !== undefined && epid.length > MAX_EPID) return { refusal: epidTooLong, problem: 'epid-too-long' };
  if (request.method === 'REGISTER' && endpoint === undefined) {
    return { refusal: endpointMissing, problem: 'endpoint-missing' };
  }
  return undefined;
}

const readable: Fact<true> = (said) => {
  checkAllButCSeq(said);
  return true;
};

function stepOf(facts: Facts, credentials: ClientCredentials | undefined) {
  if (credentials === undefined) return 'unauthenticated';
  if (credentials.token !== undefined) return 'handshake';
  return isDeRegister(facts) ? 'de-register' : 'signed';
}

/** Where the answer to a proven request may be disturbed. */
function pointOf({ method }: SipRequest): AnswerPoint {
  return points.get(method) ?? 'front-end.other';
}

const points: ReadonlyMap<string, AnswerPoint> = new Map([
  ['REGISTER', 'front-end.register'],
  ['SUBSCRIBE', 'front-end.subscribe'],
  ['SERVICE', 'front-end.service'],
]);

function contextOf({ device, id }: Link) {
  return { device, connection: id };
}
