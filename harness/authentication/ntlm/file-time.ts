/** 100 ns units between 1601-01-01 and 1970-01-01. */
const UNIX_EPOCH = 116_444_736_000_000_000n;

/** A date as FILETIME (MS-DTYP 2.3.3): 8 bytes, little-endian, 100 ns units since 1601. */
export function fileTime(date: Date): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(date.getTime()) * 10_000n + UNIX_EPOCH);
  return bytes;
}
