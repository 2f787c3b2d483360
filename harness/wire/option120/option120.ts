import { HarnessError } from '../../foundation/errors/index.js';
import { addresses, decodeDomainNames, encodeDomainNames } from '../dhcp/index.js';

/** SIP servers in order of preference, in the one encoding the option uses (RFC 3361). */
export type Option120 = { encoding: 'names'; names: string[] } | { encoding: 'addresses'; addresses: string[] };

const NAMES = 0;
const ADDRESSES = 1;

/** The option's value with encoding 0, the only one a Lync client can use, without compression. Throws WIRE_INVALID. */
export function encodeOption120(fqdns: readonly string[]): Buffer {
  if (fqdns.length === 0) throw invalid('the names', 'at least one name is needed');
  return Buffer.concat([Buffer.from([NAMES]), encodeDomainNames(fqdns)]);
}

/**
 * The option's value. Compression pointers are followed; they count from the byte behind the encoding byte (inferred from
 * RFC 3397: RFC 3361 does not say). Throws WIRE_TRUNCATED, WIRE_INVALID or WIRE_TOO_LARGE with the byte.
 */
export function decodeOption120(data: Buffer): Option120 {
  const encoding = data[0];
  if (encoding === undefined) {
    throw new HarnessError('WIRE_TRUNCATED', { what: 'Option 120', length: 0, place: 'the encoding byte' });
  }
  const rest = data.subarray(1);
  if (encoding === ADDRESSES) {
    if (rest.length === 0) {
      throw new HarnessError('WIRE_TRUNCATED', { what: 'Option 120', length: 1, place: 'the first address' });
    }
    return { encoding: 'addresses', addresses: addresses(rest) };
  }
  if (encoding !== NAMES) {
    const missing = encoding < 64 ? '; the encoding byte may be missing' : '';
    throw invalid('byte 0', `the encoding ${encoding} is neither 0 (names) nor 1 (addresses)${missing}`);
  }
  if (rest.length === 0) {
    throw new HarnessError('WIRE_TRUNCATED', { what: 'Option 120', length: 1, place: 'the first name' });
  }
  return { encoding: 'names', names: decodeDomainNames(rest) };
}

function invalid(place: string, detail: string): HarnessError {
  return new HarnessError('WIRE_INVALID', { what: 'Option 120', place, detail });
}
