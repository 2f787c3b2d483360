import { HarnessError } from '../../foundation/errors/index.js';
import type { Secret } from '../../foundation/secret.js';
import type { UserCertificate } from '../memory.js';
import type { PhoneModel } from '../models/index.js';
import type { TypedCredentials } from '../options.js';
import type { Challenge, Challenges } from './challenge.js';

export type WindowsCredentials = Extract<TypedCredentials, { readonly password: Secret }>;

/** How the phone goes on after the list of challenges. */
export type Choice =
  | { readonly kind: 'TLS-DSK'; readonly challenge: Challenge; readonly certificate: UserCertificate }
  | { readonly kind: 'NTLM'; readonly challenge: Challenge; readonly credentials: WindowsCredentials }
  /** Nothing it has is taken; the certificate service comes first. */
  | { readonly kind: 'certificate-first' };

/** What the phone can prove itself with. */
export interface Held {
  readonly certificate: UserCertificate | undefined;
  readonly typed: TypedCredentials;
}

/**
 * The scheme to take, by the model's order and what the phone holds. A PIN is not a password: it gets a certificate,
 * and nothing else (sourced).
 * @throws HarnessError PHONE_NO_TLS_DSK, PHONE_NO_SCHEME
 */
export function chooseScheme(
  { offered, schemes }: Challenges,
  { certificate, typed }: Held,
  { authentication }: Pick<PhoneModel, 'authentication'>,
  registrar: string,
): Choice {
  const dsk = schemes.get('TLS-DSK');
  const named = offered.join(', ') || 'nothing';
  if (!dsk && (authentication.certificate === 'needed' || typed.signIn === 'pin')) {
    throw new HarnessError('PHONE_NO_TLS_DSK', { registrar, offered: named });
  }
  for (const scheme of authentication.order) {
    const challenge = schemes.get(scheme);
    if (challenge === undefined) continue;
    if (scheme === 'TLS-DSK' && certificate) return { kind: scheme, challenge, certificate };
    if (scheme === 'NTLM' && typed.signIn !== 'pin') return { kind: scheme, challenge, credentials: typed };
  }
  if (dsk) return { kind: 'certificate-first' };
  throw new HarnessError('PHONE_NO_SCHEME', { registrar, offered: named });
}
