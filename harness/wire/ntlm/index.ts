export { encodeAuthenticate, MIC_BYTES, MIC_OFFSET, type NtlmAuthenticate } from './authenticate.js';
export { AvId, type AvPair, decodeAvPairs, encodeAvPairs, pairText, textPair } from './av-pairs.js';
export { encodeChallenge, NTLM_VERSION_6_1, type NtlmChallenge } from './challenge.js';
export { decodeNtlm, type NtlmMessage } from './decode.js';
export { flagNames, hasFlag, NtlmFlag, type NtlmFlagName, ntlmFlags, SIP_CHALLENGE_FLAGS } from './flags.js';
export { MAX_AV_PAIRS, MAX_NTLM_BYTES } from './limits.js';
export { encodeNegotiate, type NtlmNegotiate } from './negotiate.js';
