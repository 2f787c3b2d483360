import { ntlmFlags } from '../../wire/ntlm/index.js';

export { SIP_CHALLENGE_FLAGS } from '../../wire/ntlm/index.js';

/**
 * The flags of a challenge over HTTP. No session key exchange: nothing is signed there, and clients do not offer it
 * (observed).
 */
export const HTTP_CHALLENGE_FLAGS = ntlmFlags(
  'UNICODE',
  'REQUEST_TARGET',
  'NTLM',
  'ALWAYS_SIGN',
  'TARGET_TYPE_DOMAIN',
  'EXTENDED_SESSION_SECURITY',
  'TARGET_INFO',
  'VERSION',
  'KEY_128',
  'KEY_56',
);

/** What the client agrees to when the server offers it; KEY_56 goes with KEY_128 there (observed in SIP clients). */
export const CLIENT_FLAGS = ntlmFlags(
  'UNICODE',
  'REQUEST_TARGET',
  'SIGN',
  'DATAGRAM',
  'NTLM',
  'ALWAYS_SIGN',
  'EXTENDED_SESSION_SECURITY',
  'IDENTIFY',
  'TARGET_INFO',
  'VERSION',
  'KEY_128',
  'KEY_EXCHANGE',
);
