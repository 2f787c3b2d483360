import type { SecurityAssociation } from '../../authentication/security-association/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import { instanceFromEpid, type SipMessage, type SipRequest, type SipResponse } from '../../wire/sip/index.js';
import type { StepContext } from '../context.js';
import type { PhoneScheme } from '../models/index.js';
import { challengesOf } from './challenge.js';
import { type Choice, chooseScheme } from './choose-scheme.js';
import { type ClientDialog, type ClientRequestParts, clientRequest } from './client-request.js';
import type { DeregistrationNotice } from './deregistration-notice.js';
import { dskHandshake } from './dsk-handshake.js';
import { type Finished, signedRequest } from './handshake.js';
import { ntlmHandshake } from './ntlm-handshake.js';
import { type RegistrarPlace, redirectTarget } from './redirect.js';
import { RegistrarRefused } from './refusal.js';
import { type RegisterDialog, registerRequest } from './register-request.js';
import { serveRegistrar } from './serve-registrar.js';
import type { SipConnection } from './sip-connection.js';
import { Subscriptions } from './subscriptions.js';
import { type Terms, termsOf } from './terms.js';

/** What came of a try to register. */
export type RegisterOutcome =
  | { readonly kind: 'registered' }
  /** The challenge says where to get the certificate; nothing else the phone has is taken. */
  | { readonly kind: 'certificate-first' }
  | { readonly kind: 'redirected'; readonly to: RegistrarPlace };

/** What put an end to a registration before the phone did. */
export type Disturbance =
  | { readonly kind: 'connection-lost' }
  /** A refresh found the binding gone, or repaired (MS-SIPREGE 3.1.1.5.1). */
  | { readonly kind: 'binding-lost' }
  | { readonly kind: 'deregistered'; readonly notice: DeregistrationNotice };

/** The security of a registration and when it was made, in clock milliseconds. */
interface Secured {
  readonly association: SecurityAssociation;
  readonly scheme: PhoneScheme;
  readonly madeAt: number;
}

/** What the registrar granted, and when. */
interface Granted {
  readonly terms: Terms;
  readonly at: number;
}

/** The phone's registration over one connection, from the first challenge to signing out. */
export class Registration {
  readonly connection: SipConnection;
  readonly subscriptions: Subscriptions;
  readonly #context: StepContext;
  readonly #dialog: RegisterDialog;
  readonly #disturbed = new AbortController();
  #cseq = 0;
  #offersCertificates = false;
  #secured: Secured | undefined;
  #granted: Granted | undefined;
  #disturbance: Disturbance | undefined;

  constructor(connection: SipConnection, sipAddress: string, context: StepContext) {
    const { clock, random, epid, userAgent, plug, profile } = context;
    this.connection = connection;
    this.#context = context;
    this.#dialog = {
      sipAddress,
      ownAddress: plug.address,
      ownPort: connection.ownPort,
      callId: random.hex(32),
      fromTag: random.hex(10),
      opaque: random.hex(10),
      epid,
      userAgent,
      always: profile?.sip?.register,
    };
    this.subscriptions = new Subscriptions({
      random,
      elapsed: () => clock.elapsed(),
      ask: (dialog, parts) => this.ask(dialog, parts),
    });
    serveRegistrar(this, context);
    connection.closed.addEventListener('abort', () => this.disturb({ kind: 'connection-lost' }), { once: true });
  }

  get signedIn(): boolean {
    return this.#granted !== undefined && this.#disturbance === undefined && this.connection.open;
  }

  get secured(): Secured | undefined {
    return this.#secured;
  }

  get granted(): Granted | undefined {
    return this.#granted;
  }

  /** The registrar's last challenge had TLS-DSK in it: a certificate would be of use. */
  get offersCertificates(): boolean {
    return this.#offersCertificates;
  }

  get callId(): string {
    return this.#dialog.callId;
  }

  get disturbance(): Disturbance | undefined {
    return this.#disturbance;
  }

  /** Aborted when the registration is at its end without the phone having asked for it. */
  get disturbed(): AbortSignal {
    return this.#disturbed.signal;
  }

  disturb(disturbance: Disturbance): void {
    this.#disturbance ??= disturbance;
    this.#disturbed.abort();
  }

  /**
   * Registers from the start: a REGISTER without credentials, the handshake, the signed REGISTER. The last answer must
   * be signed: a 200, or a 301 to the user's home pool. So an association is renewed too (MS-SIPAE 3.2.2).
   * @throws HarnessError PHONE_SIGNATURE_INVALID, PHONE_REGISTER_REFUSED, PHONE_REGISTER_UNUSABLE, PHONE_URL_INVALID
   * and those of `chooseScheme` and the handshakes
   */
  async register(): Promise<RegisterOutcome> {
    return await this.#authenticate(await this.#send(this.#next()));
  }

  /** The signed REGISTER once more; a 401 means that the registrar lost the association, and a new one is made. */
  async refresh(): Promise<RegisterOutcome> {
    const secured = this.#secured;
    if (secured === undefined) return await this.register();
    const response = await this.#send(signedRequest(secured.association, this.#next()));
    if (response.status === 401) return await this.#authenticate(response);
    const outcome = this.#registered(response, secured);
    const action = this.#granted?.terms.action;
    if (outcome.kind === 'registered' && action !== undefined && action !== 'refreshed') {
      this.disturb({ kind: 'binding-lost' });
    }
    return outcome;
  }

  /** De-registers with `Expires: 0` (MS-SIPREGE 4.1). @throws HarnessError as `register` */
  async signOut(): Promise<void> {
    const secured = this.#secured;
    this.#secured = undefined;
    this.#granted = undefined;
    if (secured === undefined || !this.connection.open) return;
    const response = await this.#send(signedRequest(secured.association, this.#next(0)));
    if (response.status !== 200) throw new RegistrarRefused(response);
    verify(secured.association, response);
  }

  /**
   * Another request to the registrar; its signed final answer. One that is not signed, or badly, is dropped as clients
   * do, but for a 401: then the association is made anew and the request sent again (observed).
   * @throws HarnessError PHONE_NOT_REGISTERED, PHONE_NO_ANSWER, PHONE_CONNECTION_LOST, and those of `register`
   */
  async ask(dialog: ClientDialog, parts: ClientRequestParts): Promise<SipResponse> {
    const response = await this.#askOnce(dialog, parts);
    if (response.status !== 401) return response;
    await this.register();
    return await this.#askOnce(dialog, parts);
  }

  /** Whether the registrar signed it; what it did not is told to the journal. */
  accepts(message: SipMessage): boolean {
    const check = this.#secured?.association.check(message);
    if (check?.ok) return true;
    const name = message.kind === 'request' ? message.method : String(message.status);
    this.#context.record('phone.dropped', { message: name, problem: check?.problem ?? 'not-registered' });
    return false;
  }

  #askOnce(dialog: ClientDialog, parts: ClientRequestParts): Promise<SipResponse> {
    if (!this.#secured || !this.#granted) throw new HarnessError('PHONE_NOT_REGISTERED');
    const request = clientRequest(this.#dialog, this.#granted.terms.gruu, dialog, parts);
    const signed = signedRequest(this.#secured.association, request);
    return this.connection.request(signed, (response) => response.status === 401 || this.accepts(response));
  }

  async #authenticate(challenged: SipResponse): Promise<RegisterOutcome> {
    if (challenged.status !== 401) throw new RegistrarRefused(challenged);
    const { clock, memory, model, typed } = this.#context;
    const challenges = challengesOf(challenged);
    this.#offersCertificates = challenges.schemes.has('TLS-DSK');
    // A phone with a PIN has the service from option 43, and had to trust it by then.
    if (challenges.stsUri && typed.signIn !== 'pin') memory.certificateService = challenges.stsUri;
    const held = { certificate: memory.certificate, typed };
    const choice = chooseScheme(challenges, held, model, this.connection.registrar);
    if (choice.kind === 'certificate-first') {
      if (memory.certificateService !== undefined) return choice;
      const what = 'the certificate web service (sts-uri of the challenge)';
      throw new HarnessError('PHONE_URL_INVALID', { url: '', what, detail: 'it is absent' });
    }
    const { association, register } = await this.#handshake(choice);
    const secured = { association, scheme: choice.kind, madeAt: clock.elapsed() };
    return this.#registered(await this.#send(register(this.#next())), secured);
  }

  async #handshake(choice: Exclude<Choice, { kind: 'certificate-first' }>): Promise<Finished> {
    const { date, trust } = this.#context;
    const send = (authorization: string) => this.#send(this.#next(undefined, authorization));
    return choice.kind === 'TLS-DSK'
      ? await dskHandshake(choice.challenge, choice.certificate, trust.offer, send)
      : await ntlmHandshake(choice.challenge, choice.credentials, date.now(), send);
  }

  #registered(response: SipResponse, secured: Secured): RegisterOutcome {
    if (response.status !== 200 && response.status !== 301) throw new RegistrarRefused(response);
    verify(secured.association, response);
    if (response.status === 301) return { kind: 'redirected', to: redirectTarget(response) };
    const terms = termsOf(response, instanceFromEpid(this.#context.epid));
    this.#secured = secured;
    this.#granted = { terms, at: this.#context.clock.elapsed() };
    return { kind: 'registered' };
  }

  #next(expires?: number, authorization?: string): SipRequest {
    return registerRequest(this.#dialog, ++this.#cseq, {
      ...(expires === undefined ? {} : { expires }),
      ...(authorization === undefined ? {} : { authorization }),
    });
  }

  #send(request: SipRequest): Promise<SipResponse> {
    return this.connection.request(request);
  }
}

/** An answer that the registrar did not sign is not its answer (MS-SIPAE 3.2.5.2). */
function verify(association: SecurityAssociation, response: SipResponse): void {
  const check = association.check(response);
  if (!check.ok) throw new HarnessError('PHONE_SIGNATURE_INVALID', { problem: check.problem });
}
