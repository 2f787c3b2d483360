import { NtlmServer, ntlmSigningKeys, SIP_CHALLENGE_FLAGS } from '../../../authentication/ntlm/index.js';
import type { ServerContext } from '../../context.js';
import type { Handshake, HandshakeStep, Scheme } from './scheme.js';
import { windowsAccount } from './windows-account.js';

/** NTLM without a connection: an empty token asks for the challenge, there is no first message (MS-SIPAE 4.1). */
export function ntlm(context: ServerContext, fqdn: string): Scheme {
  return {
    name: 'NTLM',
    targetname: fqdn,
    challenge: [],
    begin: (user) => new NtlmHandshake(context, fqdn, user),
  };
}

class NtlmHandshake implements Handshake {
  readonly #context: ServerContext;
  readonly #fqdn: string;
  readonly #user: string;
  #server: NtlmServer | undefined;

  constructor(context: ServerContext, fqdn: string, user: string) {
    this.#context = context;
    this.#fqdn = fqdn;
    this.#user = user;
  }

  async step(token: Buffer): Promise<HandshakeStep> {
    return token.length === 0 ? { state: 'continue', token: this.#challenge() } : this.#judge(token);
  }

  end(): void {
    this.#server = undefined;
  }

  /** A fresh one each time: a client that asks again has lost the first. */
  #challenge(): Buffer {
    const { clock, deployment } = this.#context;
    this.#server = new NtlmServer();
    return this.#server.challenge({
      netbiosDomain: deployment.netbiosDomain,
      netbiosComputer: (this.#fqdn.split('.')[0] ?? '').toUpperCase().slice(0, NETBIOS_NAME),
      dnsDomain: deployment.dhcpDomain,
      dnsComputer: this.#fqdn,
      flags: SIP_CHALLENGE_FLAGS,
      time: clock.now(),
    });
  }

  #judge(token: Buffer): HandshakeStep {
    const { deployment } = this.#context;
    const server = this.#server;
    if (!server) return { state: 'failed', problem: 'no-challenge' };
    const result = server.authenticate(token, (name, domain) => windowsAccount(deployment, name, domain)?.password);
    if (!result.ok) return { state: 'failed', problem: result.problem };
    const otherUser = windowsAccount(deployment, result.user, result.domain)?.sipAddress !== this.#user;
    return { state: 'done', token: undefined, proven: { keys: ntlmSigningKeys(result, 'server'), otherUser } };
  }
}

/** Characters of a computer's NetBIOS name. */
const NETBIOS_NAME = 15;
