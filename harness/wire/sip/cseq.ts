import { rememberedOnce } from '../../foundation/remembered.js';
import { invalidSip } from './invalid.js';
import { TOKEN } from './token.js';

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

function readCSeq(value: string): CSeq {
  const match = /^([0-9]{1,64})[ \t]+(\S+)$/.exec(value.trim());
  const [, numberText = '', method = ''] = match ?? [];
  if (!match || !TOKEN.test(method)) throw invalidSip('CSeq', 'it is not a number and a method');
  const number = Number(numberText);
  if (number >= 2 ** 31) throw invalidSip('CSeq', 'the number is not below 2^31');
  return { number, method, numberText };
}
