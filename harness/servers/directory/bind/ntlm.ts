import { HTTP_CHALLENGE_FLAGS, NtlmServer, type NtlmSession } from '../../../authentication/ntlm/index.js';
import { type ActiveDirectorySettings, type Deployment, host, type User } from '../../../deployment/index.js';
import type { Pool } from '../../../pool/index.js';
import { type NtlmMessage, ntlmFlags } from '../../../wire/ntlm/index.js';
import { accountOf } from './account.js';
import { type AccountProblem, accountRefusal, type BindRefusal, refusal } from './refusal.js';

/** What a client may ask for beyond a plain handshake; a server offers only what was asked (MS-NLMP 3.2.5.1.1). */
const ON_REQUEST = ntlmFlags('SIGN', 'SEAL', 'KEY_EXCHANGE', 'KEY_56', 'KEY_128');

export interface NtlmParts {
  readonly deployment: Deployment;
  readonly pool: Pool;
  readonly settings: ActiveDirectorySettings;
  now(): Date;
}

/** What an NTLM answer says of its sender, as sent. */
export interface NtlmSender {
  readonly user?: string;
  readonly domain?: string;
  readonly workstation?: string;
}

export type NtlmOutcome =
  | { readonly challenge: Buffer }
  | { readonly user: User; readonly session: NtlmSession; readonly sender: NtlmSender }
  | { readonly refused: BindRefusal; readonly sender: NtlmSender };

/** NTLM of one connection inside whichever bind carries it. */
export class BindNtlm {
  readonly #parts: NtlmParts;
  #server: NtlmServer | undefined;

  constructor(parts: NtlmParts) {
    this.#parts = parts;
  }

  /** One message of the client: its NEGOTIATE, or the answer to our challenge. */
  step(message: NtlmMessage, bytes: Buffer): NtlmOutcome {
    if (message.type === 1) return { challenge: this.#challenge(message.flags, bytes) };
    const server = this.#server;
    this.#server = undefined;
    const sender = message.type === 3 ? senderOf(message) : {};
    if (message.type !== 3 || !server) return { refused: unexpected, sender };
    const { deployment, settings } = this.#parts;
    const find = (name: string, domain: string) => accountOf(deployment, settings, name, domain);
    const result = server.authenticate(bytes, (name, domain) => find(name, domain)?.password);
    if (!result.ok) return { refused: refusalFor(result.problem), sender };
    const user = find(result.user, result.domain);
    const problem = user ? accountProblem(user, this.#parts.pool) : 'unknown-user';
    if (!user || problem) return { refused: accountRefusal(problem ?? 'unknown-user'), sender };
    const { exportedSessionKey, flags } = result;
    return { user, session: { exportedSessionKey, flags }, sender };
  }

  #challenge(asked: number, negotiate: Buffer): Buffer {
    const { deployment, now, settings } = this.#parts;
    const { fqdn } = host(deployment, 'dc');
    this.#server = new NtlmServer();
    return this.#server.challenge({
      netbiosDomain: deployment.netbiosDomain,
      netbiosComputer: (fqdn.split('.')[0] ?? '').toUpperCase().slice(0, 15),
      dnsDomain: settings.domain,
      dnsComputer: fqdn,
      targetName: deployment.netbiosDomain,
      flags: (HTTP_CHALLENGE_FLAGS | (asked & ON_REQUEST)) >>> 0,
      time: now(),
      negotiate,
    });
  }
}

const unexpected = refusal('invalidCredentials', 'no-challenge', '80090308: LdapErr: DSID-0C090400, data 57, v1db1');

/** What the domain says to the right password. */
export function accountProblem(user: User, pool: Pool): AccountProblem | undefined {
  if (user.accountLocked) return 'account-locked';
  return pool.accounts.isEnabled(user) ? undefined : 'user-disabled';
}

function senderOf({ domain, user, workstation }: Extract<NtlmMessage, { type: 3 }>): NtlmSender {
  return { user, domain, workstation };
}

function refusalFor(problem: string): BindRefusal {
  if (problem === 'unknown-user' || problem === 'wrong-password') return accountRefusal(problem);
  return { ...accountRefusal('wrong-password'), problem };
}
