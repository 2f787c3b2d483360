const BLOCK = 16;
const ROUNDS = 18;

/** A permutation of the octets drawn from the digits of pi (RFC 1319 3.2). */
const PI_HEX =
  '292e43c9a2d87c013d3654a1ecf0061362a705f3c0c7738c98932bd9bc4c82ca1e9b573cfdd4e01667426f188a17e512' +
  'be4ec4d6da9ede49a0fbf58ebb2fee7aa968799115b2073f94c210890b225f21807f5d9a5a903227353ecce7bff79703' +
  'ff1930b348a5b5d1d75e922aac56aac64fb838d296a47db676fc6be29c7404f1459d705964718720865bcf65e62da802' +
  '1b6025adaeb0b9f61c46616934407e0f5547a323dd51af3ac35cf9cebac5ea262c530d6e85288409d3dfcdf441814d52' +
  '6adc37c86cc1abfa24e17b080cbdb14a7888958be363e86de9cbd5fe3b001d39f2efb70e6658d0e4a67772f8eb754b0a' +
  '314450b48fed1f1adb998d339f118314';

let substitution: Buffer | undefined;

/** The 16-byte MD2 digest (RFC 1319). OpenSSL dropped it; the oldest public roots are signed with it. */
export function md2(data: Buffer): Buffer {
  substitution ??= Buffer.from(PI_HEX, 'hex');
  const padding = BLOCK - (data.length % BLOCK);
  const padded = Buffer.concat([data, Buffer.alloc(padding, padding)]);
  const message = Buffer.concat([padded, checksum(padded, substitution)]);
  const state = Buffer.alloc(3 * BLOCK);
  for (let offset = 0; offset < message.length; offset += BLOCK) absorb(state, message, offset, substitution);
  return Buffer.from(state.subarray(0, BLOCK));
}

function checksum(padded: Buffer, table: Buffer): Buffer {
  const sum = Buffer.alloc(BLOCK);
  let last = 0;
  for (const [index, octet] of padded.entries()) {
    const place = index % BLOCK;
    // The printed text of RFC 1319 assigns here; its own program and vectors add (noted in its errata).
    last = (sum[place] ?? 0) ^ (table[octet ^ last] ?? 0);
    sum[place] = last;
  }
  return sum;
}

function absorb(state: Buffer, message: Buffer, offset: number, table: Buffer): void {
  for (let i = 0; i < BLOCK; i++) {
    const octet = message[offset + i] ?? 0;
    state[BLOCK + i] = octet;
    state[2 * BLOCK + i] = octet ^ (state[i] ?? 0);
  }
  let mixed = 0;
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < state.length; i++) {
      mixed = (state[i] ?? 0) ^ (table[mixed] ?? 0);
      state[i] = mixed;
    }
    mixed = (mixed + round) & 0xff;
  }
}
