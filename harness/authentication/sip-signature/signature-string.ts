import type { SignatureFields } from './signature-fields.js';

/** The version of a challenge; missing or 1 counts as 2. */
export type SignatureVersion = 2 | 3 | 4;

/**
 * The text that is signed: each value between angle brackets, nothing between them (MS-SIPAE 3.2.5.2).
 * Version 2 leaves out the To URI and both identities; the field lists of 3 and 4 are equal.
 */
export function signatureString(fields: SignatureFields, version: SignatureVersion): string {
  const { callId, cseqMethod, cseqNumber, expires, fromTag, fromUri, num, rand, realm, scheme, targetname } = fields;
  const { identitySip, identityTel, status, toTag, toUri } = fields;
  const newer = version >= 3;
  const message = `<${callId}><${cseqNumber}><${cseqMethod}><${fromUri}><${fromTag}>`;
  const to = newer ? `<${toUri}><${toTag}><${identitySip}><${identityTel}>` : `<${toTag}>`;
  const end = status === undefined ? `<${expires}>` : `<${expires}><${status}>`;
  return `<${scheme}><${rand}><${num}><${realm}><${targetname}>${message}${to}${end}`;
}
