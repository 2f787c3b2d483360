import { type Cipher, createCipheriv, createDecipheriv, createHmac, type Decipher } from 'node:crypto';
import { Rc4 } from '../../../harness/foundation/primitives/rc4.js';
import type { EngineSuite } from '../../../harness/tls/engine/suite.js';

export interface DirectionKeys {
  readonly mac: Buffer;
  readonly key: Buffer;
  readonly iv: Buffer;
}

/** What is wrong with one protected record. */
export type SealFault =
  | 'mac'
  | 'sequence'
  | 'other-type-in-mac'
  | 'padding-bytes'
  | 'padding-beyond-record'
  | 'ciphertext'
  | 'odd-length'
  | 'too-short'
  | 'no-bytes'
  /** Nothing: up to 255 bytes of padding are allowed. */
  | 'most-padding';

/** Faults that only a block cipher can have; with RC4 they change nothing. */
export const blockFaults: readonly SealFault[] = [
  'padding-bytes',
  'padding-beyond-record',
  'odd-length',
  'most-padding',
];

/** One direction of TLS 1.0 record protection (RFC 2246 6.2.3), written apart from the engine's to judge it. */
export class RecordCipher {
  readonly #suite: EngineSuite;
  readonly #keys: DirectionKeys;
  readonly #stream: Rc4 | undefined;
  readonly #block: Cipher | Decipher | undefined;
  #sequence = 0n;

  constructor(suite: EngineSuite, keys: DirectionKeys, direction: 'seal' | 'open') {
    this.#suite = suite;
    this.#keys = keys;
    if (suite.cipher === 'rc4-128') this.#stream = new Rc4(keys.key);
    else {
      const create = direction === 'seal' ? createCipheriv : createDecipheriv;
      this.#block = create(suite.cipher, keys.key, keys.iv).setAutoPadding(false);
    }
  }

  /** The fragment of one record. */
  seal(type: number, version: number, plain: Buffer, fault?: SealFault): Buffer {
    if (fault === 'no-bytes') return Buffer.alloc(0);
    if (fault === 'sequence') this.#sequence += 1n;
    const mac = this.#mac(fault === 'other-type-in-mac' ? type ^ 1 : type, version, plain);
    if (fault === 'mac') mac[0] = (mac[0] ?? 0) ^ 1;
    const whole = Buffer.concat([
      fault === 'too-short' ? Buffer.alloc(0) : plain,
      fault === 'too-short' ? mac.subarray(1) : mac,
    ]);
    const sealed = this.#encrypt(whole, fault);
    if (fault === 'ciphertext') sealed[sealed.length >> 1] = (sealed[sealed.length >> 1] ?? 0) ^ 0x40;
    return fault === 'odd-length' && this.#block ? sealed.subarray(0, -1) : sealed;
  }

  /** The plain text of one record. @throws Error what the engine under test sent wrongly */
  open(type: number, version: number, fragment: Buffer): Buffer {
    const whole = this.#stream?.update(fragment) ?? this.#unpad(this.#block?.update(fragment) ?? Buffer.alloc(0));
    const plain = whole.subarray(0, Math.max(0, whole.length - this.#suite.macLength));
    if (!this.#mac(type, version, plain).equals(whole.subarray(plain.length)))
      throw new Error('a record’s MAC is wrong');
    return plain;
  }

  #unpad(padded: Buffer): Buffer {
    const length = padded.at(-1) ?? 0;
    const padding = padded.subarray(padded.length - length - 1);
    if (length >= padded.length || padding.some((byte) => byte !== length))
      throw new Error('a record’s padding is wrong');
    return padded.subarray(0, padded.length - length - 1);
  }

  #encrypt(whole: Buffer, fault: SealFault | undefined): Buffer {
    if (this.#stream) return this.#stream.update(whole);
    const block = this.#suite.blockLength;
    const least = block - 1 - (whole.length % block);
    const length =
      fault === 'most-padding' || fault === 'padding-bytes' ? least + block * Math.floor((255 - least) / block) : least;
    const padding = Buffer.alloc(length + 1, length);
    if (fault === 'padding-bytes') padding[0] = length ^ 1;
    // Longer than everything in front of it: nothing would be left for the MAC.
    if (fault === 'padding-beyond-record')
      padding[length] = Math.max(whole.length + length - this.#suite.macLength + 1, 200);
    return this.#block?.update(Buffer.concat([whole, padding])) ?? Buffer.alloc(0);
  }

  #mac(type: number, version: number, plain: Buffer): Buffer {
    const header = Buffer.alloc(13);
    header.writeBigUInt64BE(this.#sequence++);
    header.writeUInt8(type, 8);
    header.writeUInt16BE(version, 9);
    header.writeUInt16BE(plain.length, 11);
    return createHmac(this.#suite.mac, this.#keys.mac).update(header).update(plain).digest();
  }
}
