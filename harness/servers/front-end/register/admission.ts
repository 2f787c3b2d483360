import { host, type User } from '../../../deployment/index.js';
import { header, parseAddress } from '../../../wire/sip/index.js';
import type { FrontEndCore } from '../core.js';
import { addressOf, type Exchange } from '../exchange.js';
import type { Fact } from '../facts.js';
import { domainNotServed, otherUser, type Refusal, remoteAccessDisabled, userDisabled } from '../refusals.js';
import { registerRefusal } from './validate.js';

/** A refusal, and its name in the journal. */
export interface NotAdmitted {
  readonly refusal: Refusal;
  readonly problem: string;
}

/** Why a REGISTER whose sender is proven is not looked at any further; the first reason there is. */
export function notAdmitted(
  exchange: Exchange & { readonly account: User },
  core: FrontEndCore,
): NotAdmitted | undefined {
  const { account, facts, link, user } = exchange;
  const { pool } = core.context;
  const invalid = facts.find(registerRefusal);
  if (invalid) return invalid;
  if (!serves(core, facts.find(domainAsked))) return { refusal: domainNotServed, problem: 'domain-not-served' };
  // A signature proves who From is; the address that is bound is the one in To.
  if (facts.find(addressBound) !== user) {
    return { refusal: otherUser, problem: 'registers-another-user' };
  }
  if (!pool.accounts.isEnabled(account)) return { refusal: userDisabled, problem: 'user-disabled' };
  if (link.through === 'edge' && account.remoteAccess === false) {
    return { refusal: remoteAccessDisabled, problem: 'no-remote-access' };
  }
  return undefined;
}

const addressBound: Fact<string> = (said) => addressOf(parseAddress(header(said, 'To') ?? '').uri);

/** `contoso.test` of `sip:contoso.test:5061;transport=tls`. */
const domainAsked: Fact<string> = (said) => addressOf(said.uri).replace(/^.*@/s, '').replace(/:\d*$/, '');

/** The Request-URI names a SIP domain (RFC 3261 10.2); this server's own name or address is as good (inferred). */
function serves({ context: { deployment }, fqdn, registrar }: FrontEndCore, asked: string): boolean {
  const is = (name: string) => name === asked || name.toLowerCase() === asked;
  return deployment.sipDomains.some(is) || is(fqdn) || is(host(deployment, registrar.name).address);
}
