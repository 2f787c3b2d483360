import { decodeAuthenticate, type NtlmAuthenticate } from './authenticate.js';
import { decodeChallenge, type NtlmChallenge } from './challenge.js';
import { messageType } from './fields.js';
import { invalidNtlm } from './invalid.js';
import { decodeNegotiate, type NtlmNegotiate } from './negotiate.js';

/** Any NTLM message by its type number. */
export type NtlmMessage =
  | ({ readonly type: 1 } & NtlmNegotiate)
  | ({ readonly type: 2 } & NtlmChallenge)
  | ({ readonly type: 3 } & NtlmAuthenticate);

/**
 * @throws HarnessError WIRE_TRUNCATED or WIRE_INVALID naming the field
 */
export function decodeNtlm(bytes: Buffer): NtlmMessage {
  const type = messageType(bytes);
  if (type === 1) return { type, ...decodeNegotiate(bytes) };
  if (type === 2) return { type, ...decodeChallenge(bytes) };
  if (type === 3) return { type, ...decodeAuthenticate(bytes) };
  throw invalidNtlm('the message type', `${type} is not 1, 2 or 3`);
}
