import { realm } from '../../deployment/index.js';
import { type CredentialParameter, formatCredentials, type SipHeader } from '../../wire/sip/index.js';
import type { FrontEndCore } from './core.js';
import { diagnostics, type Refusal } from './refusals.js';
import type { Reply } from './reply.js';
import type { Scheme } from './schemes/index.js';

const unauthorized = { status: 401, reason: 'Unauthorized' } as const;

/** 401 with one challenge a scheme and the Date that clients measure their clock's skew by (MS-SIPAE 3.3.5.1). */
export function challengeList(
  core: FrontEndCore,
  schemes: readonly Scheme[],
  failure?: Pick<Refusal, 'errorId' | 'text'>,
): Reply {
  const before: SipHeader[] = [
    { name: 'Date', value: core.context.clock.now().toUTCString() },
    ...schemes.map((scheme) => challengeHeader(scheme, [...ownName(core, scheme), ...scheme.challenge])),
  ];
  return { ...unauthorized, before, after: failure ? [diagnostics(failure, core.fqdn)] : [] };
}

/** 401 with the server's part of a handshake; clients go on only with a 401 (observed of pidgin-sipe). */
export function challengeStep(core: FrontEndCore, scheme: Scheme, opaque: string, token: Buffer): Reply {
  const parameters: CredentialParameter[] = [
    ['opaque', opaque],
    ['gssapi-data', token.toString('base64')],
    ...ownName(core, scheme),
  ];
  return { ...unauthorized, before: [challengeHeader(scheme, parameters)] };
}

/** The parameters every challenge of this Front End names it by. */
function ownName(core: FrontEndCore, { targetname }: Scheme): CredentialParameter[] {
  return [
    ['realm', realm],
    ['targetname', targetname],
    ['version', String(core.context.deployment.frontEnd.signatureVersion), false],
  ];
}

function challengeHeader({ name }: Scheme, parameters: readonly CredentialParameter[]): SipHeader {
  return { name: 'WWW-Authenticate', value: formatCredentials(name, parameters) };
}
