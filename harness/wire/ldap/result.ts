import type { BerReader } from './ber/reader.js';
import { BerTag, constructed } from './ber/tags.js';
import { element, number, text } from './ber/writer.js';

/** Result codes beyond the registered ones are kept as numbers. */
export const MAX_RESULT_CODE = 0xffff;

/** How an operation ended (RFC 4511 4.1.9). */
export interface LdapResult {
  readonly code: number;
  readonly matchedDn: string;
  readonly message: string;
  /** URIs; empty for none. */
  readonly referrals: readonly string[];
}

const REFERRAL = constructed(3);

/** The components of an LDAPResult; what follows them is left to the caller. */
export function readResult(reader: BerReader): LdapResult {
  const code = reader.number('the result code', MAX_RESULT_CODE, BerTag.enumerated);
  const matchedDn = reader.text('the matched name');
  const message = reader.text('the diagnostic message');
  const referrals =
    reader.peek() === REFERRAL
      ? reader.constructed(REFERRAL, 'the referral').each('the referral', (each) => each.text('a referral'))
      : [];
  return { code, matchedDn, message, referrals };
}

export function resultParts({ code, matchedDn, message, referrals }: LdapResult): Buffer[] {
  return [
    number(code, BerTag.enumerated),
    text(matchedDn),
    text(message),
    ...(referrals.length === 0 ? [] : [element(REFERRAL, ...referrals.map((uri) => text(uri)))]),
  ];
}
