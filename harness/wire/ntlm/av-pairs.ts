import { invalidNtlm, truncatedNtlm } from './invalid.js';
import { MAX_AV_PAIRS } from './limits.js';

/** AvId values (MS-NLMP 2.2.2.1). */
export const AvId = {
  END: 0,
  NETBIOS_COMPUTER: 1,
  NETBIOS_DOMAIN: 2,
  DNS_COMPUTER: 3,
  DNS_DOMAIN: 4,
  DNS_TREE: 5,
  FLAGS: 6,
  TIMESTAMP: 7,
  SINGLE_HOST: 8,
  TARGET_NAME: 9,
  CHANNEL_BINDINGS: 10,
} as const;

/** One pair of a TargetInfo: an id of `AvId` and its raw bytes. */
export interface AvPair {
  readonly id: number;
  readonly value: Buffer;
}

/** A pair whose value is text in UTF-16LE. */
export function textPair(id: number, value: string): AvPair {
  return { id, value: Buffer.from(value, 'utf16le') };
}

/** The text of the pair with that id, or undefined without one. */
export function pairText(pairs: readonly AvPair[], id: number): string | undefined {
  return pairs.find((pair) => pair.id === id)?.value.toString('utf16le');
}

/** The pairs in their order, followed by the terminator, which is not given. */
export function encodeAvPairs(pairs: readonly AvPair[]): Buffer {
  const parts = [...pairs, { id: AvId.END, value: Buffer.alloc(0) }].map(({ id, value }, i) => {
    if (id > 0xffff || value.length > 0xffff || (id === AvId.END) !== (i === pairs.length)) {
      throw invalidNtlm(`AV pair ${i + 1}`, 'its id or length cannot be written');
    }
    const head = Buffer.alloc(4);
    head.writeUInt16LE(id, 0);
    head.writeUInt16LE(value.length, 2);
    return Buffer.concat([head, value]);
  });
  return Buffer.concat(parts);
}

/**
 * The pairs up to the terminator, which is left out. Bytes after it are ignored: an NTLMv2 response has four.
 * @throws HarnessError WIRE_TRUNCATED without a terminator, WIRE_INVALID with too many pairs
 */
export function decodeAvPairs(bytes: Buffer): AvPair[] {
  const pairs: AvPair[] = [];
  for (let at = 0; ; ) {
    if (at + 4 > bytes.length) throw truncatedNtlm(bytes.length, 'the AV pairs');
    const id = bytes.readUInt16LE(at);
    const length = bytes.readUInt16LE(at + 2);
    if (id === AvId.END) return pairs;
    if (pairs.length >= MAX_AV_PAIRS) throw invalidNtlm('the AV pairs', `there are more than ${MAX_AV_PAIRS}`);
    if (at + 4 + length > bytes.length) throw truncatedNtlm(bytes.length, `AV pair ${pairs.length + 1}`);
    pairs.push({ id, value: Buffer.from(bytes.subarray(at + 4, at + 4 + length)) });
    at += 4 + length;
  }
}
