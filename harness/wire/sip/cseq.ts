import { rememberedOnce } from '../../foundation/remembered.js';
import { behindBlanks } from './blanks.js';
import { invalidSip } from './invalid.js';
import { knownToken } from './token.js';

/** A CSeq value. `numberText` keeps the digits as written, for echoing and signing. */
export interface CSeq {
  readonly number: number;
  readonly method: string;
  readonly numberText: string;
}

/**
 * `3 REGISTER`; the number is below 2^31 (RFC 3261 8.1.1.5).
 * @throws HarnessError WIRE_INVALID
 */
export const parseCSeq: (value: string) => CSeq = rememberedOnce(readCSeq);

/** Leading zeros are no error, but there is an end to them. */
const MAX_DIGITS = 64;
const ZERO = 0x30;
const NINE = 0x39;

function behindDigits(text: string): number {
  let at = 0;
  while (at < text.length && text.charCodeAt(at) >= ZERO && text.charCodeAt(at) <= NINE) at++;
  return at;
}

function readCSeq(value: string): CSeq {
  const text = value.trim();
  const digits = behindDigits(text);
  const from = behindBlanks(text, digits);
  const method = knownToken(text.slice(from));
  if (digits === 0 || digits > MAX_DIGITS || from === digits || method === undefined) {
    throw invalidSip('CSeq', 'it is not a number and a method');
  }
  const numberText = text.slice(0, digits);
  const number = Number(numberText);
  if (number >= 2 ** 31) throw invalidSip('CSeq', 'the number is not below 2^31');
  return { number, method, numberText };
}
