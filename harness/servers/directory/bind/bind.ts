import { type NtlmSession, type NtlmSessionSecurity, ntlmSessionSecurity } from '../../../authentication/ntlm/index.js';
import type { User } from '../../../deployment/index.js';
import { SIGNING_REQUIRED_MESSAGE } from '../../../faults/index.js';
import type { EventDetails } from '../../../journal/index.js';
import {
  type BindCredentials,
  type BindRequest,
  type BindResponse,
  LdapResultCode,
  type LdapResultName,
} from '../../../wire/ldap/index.js';
import { encodeSpnegoResponse } from '../../../wire/spnego/index.js';
import { accountOfBindName } from './account.js';
import { accountProblem, BindNtlm, type NtlmOutcome, type NtlmParts, type NtlmSender } from './ntlm.js';
import { accountRefusal, type BindRefusal, refusal } from './refusal.js';
import { readWindowsToken } from './token.js';

/** Who is bound now; undefined for nobody. */
export interface Identity {
  readonly user: User;
}

export interface BindOutcome {
  readonly response: BindResponse;
  readonly recorded: EventDetails['ldap.bind'];
  /** Absent while the bind goes on, and after a refusal. */
  readonly identity?: Identity | undefined;
  /** What follows the response is wrapped in both directions. */
  readonly security?: NtlmSessionSecurity | undefined;
}

type Step = Omit<BindOutcome, 'response' | 'recorded'> & {
  readonly result: LdapResultName;
  readonly message?: string;
  readonly matchedDn?: string;
  readonly token?: Buffer;
  readonly sicilyToken?: Buffer;
  readonly problem?: string;
  readonly sender?: NtlmSender;
};

/** SASL mechanisms that carry NTLM, as Windows and others name them. */
const windowsMechanisms = new Set(['GSS-SPNEGO', 'GSSAPI', 'NTLM']);

/** The binds of one connection (RFC 4511 4.2, MS-ADTS 5.1.1). */
export class Binds {
  readonly #parts: NtlmParts;
  #ntlm: BindNtlm;
  /** Of the SPNEGO negotiation under way. */
  #mechanismList: Buffer | undefined;

  constructor(parts: NtlmParts) {
    this.#parts = parts;
    this.#ntlm = new BindNtlm(parts);
  }

  /** `isProtected`: by TLS, or by an earlier bind. */
  bind(request: BindRequest, isProtected: boolean): BindOutcome {
    const step = this.#step(request, isProtected);
    const { identity, matchedDn = '', message = '', problem, result, security, sender = {} } = step;
    return {
      response: {
        kind: 'bindResponse',
        ...{ code: LdapResultCode[result], matchedDn, message, referrals: [] },
        ...(step.token && { token: step.token }),
        ...(step.sicilyToken && { sicilyToken: step.sicilyToken }),
      },
      recorded: {
        ...{ method: methodOf(request), name: request.name, ...sender, result },
        ...(problem !== undefined && { problem }),
        ...(security && { protection: security.sealed ? ('seal' as const) : ('sign' as const) }),
      },
      identity,
      security,
    };
  }

  #step(request: BindRequest, isProtected: boolean): Step {
    const { credentials, version } = request;
    if (version !== 3 && version !== 2) return { result: 'protocolError', message: `there is no version ${version}` };
    if (credentials.method === 'simple') return this.#simple(request.name, credentials.password, isProtected);
    if (credentials.method === 'sicily') return this.#sicily(credentials, isProtected);
    const { mechanism, token } = credentials;
    if (!windowsMechanisms.has(mechanism.toUpperCase())) return unsupported(mechanism);
    return this.#windows(mechanism.toUpperCase(), token, isProtected);
  }

  #simple(name: string, password: Buffer, isProtected: boolean): Step {
    // A name without a password is no proof of anything, and binds as nobody (RFC 4513 5.1.2).
    if (password.length === 0) return { result: 'success' };
    const { deployment, pool, settings } = this.#parts;
    if (settings.signingRequired && !isProtected) return refused(signingRequired);
    const user = accountOfBindName(deployment, settings, pool.directory, name);
    if (!user) return refused(accountRefusal('unknown-user'));
    if (user.password.reveal() !== password.toString('utf8')) return refused(accountRefusal('wrong-password'));
    const problem = accountProblem(user, pool);
    return problem ? refused(accountRefusal(problem)) : { result: 'success', identity: { user } };
  }

  #sicily({ step, token }: Extract<BindCredentials, { method: 'sicily' }>, isProtected: boolean): Step {
    if (step === 'discovery') {
      this.#ntlm = new BindNtlm(this.#parts);
      return { result: 'success', matchedDn: 'NTLM' };
    }
    const read = readWindowsToken(token);
    if (!('ntlm' in read)) return refused(badToken('problem' in read ? read.problem : 'malformed'));
    return this.#ntlmStep(this.#ntlm.step(read.ntlm, read.bytes), isProtected, (challenge) => ({
      result: 'success',
      sicilyToken: challenge,
    }));
  }

  #windows(mechanism: string, token: Buffer | undefined, isProtected: boolean): Step {
    // A bind may begin without a token: the server is to begin (RFC 4513 5.2.1.2).
    if (!token) return { result: 'saslBindInProgress', token: Buffer.alloc(0) };
    const read = readWindowsToken(token);
    if ('problem' in read) return refused(badToken(read.problem));
    if ('ask' in read) {
      this.#mechanismList = read.mechanismList;
      // Another mechanism than the client’s first: it has to prove that its list came whole (RFC 4178 4.2.2).
      return { result: 'saslBindInProgress', token: encodeSpnegoResponse('request-mic') };
    }
    const { bytes, ntlm, wrapped } = read;
    this.#mechanismList = read.mechanismList ?? this.#mechanismList;
    const raw = mechanism === 'NTLM' || !wrapped;
    const step = this.#ntlmStep(this.#ntlm.step(ntlm, bytes), isProtected, (challenge) => ({
      result: 'saslBindInProgress',
      token: raw ? challenge : encodeSpnegoResponse('accept-incomplete', challenge),
    }));
    return step.identity && !raw ? this.#completed(step, read.mic) : step;
  }

  /**
   * The end of SPNEGO. A signature over the list of mechanisms is checked and answered with one; the key streams of what
   * follows begin anew.
   */
  #completed(step: Step, mic: Buffer | undefined): Step {
    const list = this.#mechanismList;
    this.#mechanismList = undefined;
    const signer = mic && list && step.security;
    if (!mic || !signer || !list) return { ...step, token: encodeSpnegoResponse('accept-completed') };
    if (!signer.verify(list, mic)) return refused(badToken('malformed'));
    const answer = signer.sign(list);
    signer.restart();
    return { ...step, token: encodeSpnegoResponse('accept-completed', undefined, answer) };
  }

  #ntlmStep(outcome: NtlmOutcome, isProtected: boolean, goOn: (challenge: Buffer) => Step): Step {
    if ('challenge' in outcome) return goOn(outcome.challenge);
    const { sender } = outcome;
    if ('refused' in outcome) return { ...refused(outcome.refused), sender };
    const security = securityOf(outcome.session);
    if (this.#parts.settings.signingRequired && !security && !isProtected) {
      return { ...refused(signingRequired), sender };
    }
    return { result: 'success', identity: { user: outcome.user }, security, sender };
  }
}

const signingRequired = refusal('strongerAuthRequired', 'signing-required', SIGNING_REQUIRED_MESSAGE);

function securityOf(session: NtlmSession): NtlmSessionSecurity | undefined {
  return ntlmSessionSecurity(session, 'server');
}

function badToken(problem: 'kerberos-not-served' | 'malformed'): BindRefusal {
  return refusal(
    'invalidCredentials',
    problem,
    '80090308: LdapErr: DSID-0C0904DC, comment: AcceptSecurityContext error, data 57, v1db1',
  );
}

function refused({ message, problem, result }: BindRefusal): Step {
  return { result, message, problem };
}

function unsupported(mechanism: string): Step {
  const message = `00002027: LdapErr: DSID-0C0906E2, comment: Invalid Authentication method, data 0, v1db1`;
  return { result: 'authMethodNotSupported', message, problem: `no mechanism ${mechanism.slice(0, 40)}` };
}

function methodOf({ credentials, name }: BindRequest): string {
  if (credentials.method === 'sasl') return credentials.mechanism.slice(0, 40);
  if (credentials.method === 'sicily') return `sicily ${credentials.step}`;
  return name === '' && credentials.password.length === 0 ? 'anonymous' : 'simple';
}
