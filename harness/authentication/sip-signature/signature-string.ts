import type { SignatureFields } from './signature-fields.js';

/** The version of a challenge; missing or 1 counts as 2. */
export type SignatureVersion = 2 | 3 | 4;

/**
 * The text that is signed: each value between angle brackets, nothing between them (MS-SIPAE 3.2.5.2).
 * Version 2 leaves out the To URI and both identities; the field lists of 3 and 4 are equal.
 */
export function signatureString(fields: SignatureFields, version: SignatureVersion): string {
  const newer = version >= 3;
  const values = [
    fields.scheme,
    fields.rand,
    fields.num,
    fields.realm,
    fields.targetname,
    fields.callId,
    fields.cseqNumber,
    fields.cseqMethod,
    fields.fromUri,
    fields.fromTag,
    ...(newer ? [fields.toUri] : []),
    fields.toTag,
    ...(newer ? [fields.identitySip, fields.identityTel] : []),
    fields.expires,
    ...(fields.status === undefined ? [] : [fields.status]),
  ];
  return values.map((value) => `<${value}>`).join('');
}
