export {
  type NtlmAnswer,
  type NtlmChoices,
  type NtlmCredentials,
  ntlmAnswer,
  ntlmAuthenticate,
  ntlmNegotiate,
} from './client.js';
export { datagramSignature, NTLM_SIGNATURE_BYTES, type NtlmSession, ntlmSigningKeys } from './datagram-signature.js';
export { HTTP_CHALLENGE_FLAGS, SIP_CHALLENGE_FLAGS } from './flags.js';
export { hmacMd5, passwordKey, passwordProof } from './password-proof.js';
export { type NtlmProblem, type NtlmResult, NtlmServer, type NtlmTarget } from './server.js';
export { sealKey, signKey } from './session-keys.js';
export { type NtlmSessionSecurity, ntlmSessionSecurity } from './session-security.js';
