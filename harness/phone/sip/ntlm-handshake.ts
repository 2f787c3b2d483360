import { ntlmAnswer, ntlmSigningKeys } from '../../authentication/ntlm/index.js';
import { SecurityAssociation } from '../../authentication/security-association/index.js';
import type { SipRequest } from '../../wire/sip/index.js';
import { type Challenge, challengesOf } from './challenge.js';
import type { WindowsCredentials } from './choose-scheme.js';
import { type Finished, handshakeCredentials, type SendHandshake, signedRequest } from './handshake.js';
import { RegistrarRefused } from './refusal.js';

/** NTLM over SIP has no first message: an empty token asks for the challenge (MS-SIPAE 4.1). */
const NO_TOKEN = Buffer.alloc(0);

/**
 * The NTLM handshake: a question for the challenge, and the answer goes with the REGISTER that registers, which
 * version 4 already signs (MS-SIPAE, observed). `now` is the phone's date, for servers that do not name theirs.
 * @throws HarnessError PHONE_REGISTER_REFUSED, NTLM_UNUSABLE, WIRE_TRUNCATED, WIRE_INVALID
 */
export async function ntlmHandshake(
  first: Challenge,
  credentials: WindowsCredentials,
  now: Date,
  send: SendHandshake,
): Promise<Finished> {
  const response = await send(handshakeCredentials('NTLM', first, undefined, NO_TOKEN));
  const answer = response.status === 401 ? challengesOf(response).schemes.get('NTLM') : undefined;
  if (answer?.token === undefined || answer.opaque === undefined) throw new RegistrarRefused(response);
  const { user, domain, password } = credentials;
  const { message: gssapiData, ...session } = ntlmAnswer(answer.token, { user, domain, password }, { time: now });
  const { realm, targetname, version } = first;
  const { opaque } = answer;
  const keys = ntlmSigningKeys(session, 'client');
  const association = new SecurityAssociation({
    ...{ side: 'client', scheme: 'NTLM', realm, targetname, opaque, version, keys },
  });
  const unsigned = (request: SipRequest): SipRequest => {
    const value = handshakeCredentials('NTLM', first, opaque, gssapiData);
    return { ...request, headers: [...request.headers, { name: 'Authorization', value }] };
  };
  const signed = (request: SipRequest) => signedRequest(association, request, { gssapiData });
  return { association, register: version === 4 ? signed : unsigned };
}
