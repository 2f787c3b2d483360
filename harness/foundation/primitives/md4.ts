const BLOCK = 64;
const SHIFTS = [
  [3, 7, 11, 19],
  [3, 5, 9, 13],
  [3, 9, 11, 15],
] as const;
const THIRD_ROUND_ORDER = [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15] as const;

/** The 16-byte MD4 digest (RFC 1320). OpenSSL 3 keeps it in a provider Node does not load; NTLM password hashes need it. */
export function md4(data: Buffer): Buffer {
  const padded = pad(data);
  let [a, b, c, d] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  const words = new Uint32Array(16);
  for (let offset = 0; offset < padded.length; offset += BLOCK) {
    for (let i = 0; i < 16; i++) words[i] = padded.readUInt32LE(offset + 4 * i);
    const before = [a, b, c, d] as const;
    for (let step = 0; step < 48; step++) {
      const round = step >> 4;
      const mixed = (a + mix(round, b, c, d) + (words[wordOf(round, step & 15)] ?? 0)) >>> 0;
      const turned = rotateLeft(mixed, SHIFTS[round as 0 | 1 | 2][(step & 3) as 0 | 1 | 2 | 3]);
      [a, b, c, d] = [d, turned, b, c];
    }
    a = (a + before[0]) >>> 0;
    b = (b + before[1]) >>> 0;
    c = (c + before[2]) >>> 0;
    d = (d + before[3]) >>> 0;
  }
  const digest = Buffer.alloc(16);
  [a, b, c, d].forEach((word, i) => {
    digest.writeUInt32LE(word >>> 0, 4 * i);
  });
  return digest;
}

function pad(data: Buffer): Buffer {
  const padded = Buffer.alloc(Math.ceil((data.length + 9) / BLOCK) * BLOCK);
  data.copy(padded);
  padded[data.length] = 0x80;
  padded.writeBigUInt64LE(BigInt(data.length) * 8n, padded.length - 8);
  return padded;
}

function mix(round: number, b: number, c: number, d: number): number {
  if (round === 0) return (b & c) | (~b & d);
  if (round === 1) return ((b & c) | (b & d) | (c & d)) + 0x5a827999;
  return (b ^ c ^ d) + 0x6ed9eba1;
}

function wordOf(round: number, step: number): number {
  if (round === 0) return step;
  if (round === 1) return (step >> 2) | ((step & 3) << 2);
  return THIRD_ROUND_ORDER[step] ?? 0;
}

function rotateLeft(word: number, bits: number): number {
  return ((word << bits) | (word >>> (32 - bits))) >>> 0;
}
