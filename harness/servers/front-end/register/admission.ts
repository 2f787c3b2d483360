import { host, type User } from '../../../deployment/index.js';
import { header, parseAddress } from '../../../wire/sip/index.js';
import type { FrontEndCore } from '../core.js';
import { addressOf, type Exchange } from '../exchange.js';
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
  const { account, link, request, user } = exchange;
  const { pool } = core.context;
  const invalid = registerRefusal(request);
  if (invalid) return invalid;
  if (!serves(core, request.uri)) return { refusal: domainNotServed, problem: 'domain-not-served' };
  // A signature proves who From is; the address that is bound is the one in To.
  if (addressOf(parseAddress(header(request, 'To') ?? '').uri) !== user) {
    return { refusal: otherUser, problem: 'registers-another-user' };
  }
  if (!pool.accounts.isEnabled(account)) return { refusal: userDisabled, problem: 'user-disabled' };
  if (link.through === 'edge' && account.remoteAccess === false) {
    return { refusal: remoteAccessDisabled, problem: 'no-remote-access' };
  }
  return undefined;
}

/** The Request-URI names a SIP domain (RFC 3261 10.2); this server's own name or address is as good (inferred). */
function serves({ context: { deployment }, fqdn, registrar }: FrontEndCore, uri: string): boolean {
  const asked = hostOf(uri);
  const own = [fqdn, host(deployment, registrar.name).address];
  return [...deployment.sipDomains, ...own].some((name) => name.toLowerCase() === asked);
}

/** `contoso.test` of `sip:contoso.test:5061;transport=tls`. */
function hostOf(uri: string): string {
  return addressOf(uri).replace(/^.*@/s, '').replace(/:\d*$/, '');
}
