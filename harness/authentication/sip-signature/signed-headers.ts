import { isHeader, type SipMessage } from '../../wire/sip/index.js';

/** The header values that a signature covers, the first of each name, as they stand. */
export interface SignedHeaders {
  from: string | undefined;
  to: string | undefined;
  callId: string | undefined;
  cseq: string | undefined;
  expires: string | undefined;
  assertedIdentity: string | undefined;
  preferredIdentity: string | undefined;
}

const NAMES: readonly (readonly [field: keyof SignedHeaders, name: string, compact: string])[] = [
  ['from', 'From', 'f'],
  ['to', 'To', 't'],
  ['callId', 'Call-ID', 'i'],
  ['cseq', 'CSeq', ''],
  ['expires', 'Expires', ''],
  ['assertedIdentity', 'P-Asserted-Identity', ''],
  ['preferredIdentity', 'P-Preferred-Identity', ''],
];

/** By the length of a name: nearly all lines of a message are none of these, which their length already tells. */
const BY_LENGTH: (typeof NAMES)[] = [];
for (const each of NAMES) {
  const [, name, compact] = each;
  for (const { length } of compact === '' ? [name] : [name, compact]) {
    BY_LENGTH[length] = [...(BY_LENGTH[length] ?? []), each];
  }
}

/** Looks through the lines once. */
export function signedHeaders({ headers }: SipMessage): SignedHeaders {
  const signed: SignedHeaders = {
    from: undefined,
    to: undefined,
    callId: undefined,
    cseq: undefined,
    expires: undefined,
    assertedIdentity: undefined,
    preferredIdentity: undefined,
  };
  for (const { name, value } of headers) {
    const candidates = BY_LENGTH[name.length];
    if (candidates === undefined) continue;
    for (const [field, wanted] of candidates) {
      if (isHeader(name, wanted)) signed[field] ??= value;
    }
  }
  return signed;
}
