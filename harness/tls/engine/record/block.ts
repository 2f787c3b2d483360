import { createCipheriv, createDecipheriv, timingSafeEqual } from 'node:crypto';
import type { DirectionKeys } from '../key-block.js';
import type { EngineSuite } from '../suite.js';
import { RecordMac } from './mac.js';
import type { Opener, Sealer } from './protection.js';
import { badRecord } from './refusal.js';

/**
 * CBC records of TLS 1.0 (RFC 2246 6.2.3.2): content, MAC, padding. A record's initialization vector is the last block of the one
 * before, so one cipher object lives as long as the keys.
 */
export class BlockSealer implements Sealer {
  readonly chainsBlocks = true;
  readonly #mac: RecordMac;
  readonly #cipher: ReturnType<typeof createCipheriv>;
  readonly #block: number;

  constructor(suite: EngineSuite, keys: DirectionKeys) {
    this.#mac = new RecordMac(suite, keys.mac);
    this.#cipher = createCipheriv(suite.cipher, keys.key, keys.iv).setAutoPadding(false);
    this.#block = suite.blockLength;
  }

  seal(type: number, version: number, content: Buffer): Buffer {
    const used = content.length + this.#mac.length;
    // One block at most: `padding` bytes and the byte that counts them, all of that value.
    const padding = this.#block - 1 - (used % this.#block);
    const plain = Buffer.allocUnsafe(used + padding + 1);
    content.copy(plain);
    this.#mac.next(type, version, content).copy(plain, content.length);
    plain.fill(padding, used);
    return this.#cipher.update(plain);
  }
}

export class BlockOpener implements Opener {
  readonly #mac: RecordMac;
  readonly #decipher: ReturnType<typeof createDecipheriv>;
  readonly #block: number;

  constructor(suite: EngineSuite, keys: DirectionKeys) {
    this.#mac = new RecordMac(suite, keys.mac);
    this.#decipher = createDecipheriv(suite.cipher, keys.key, keys.iv).setAutoPadding(false);
    this.#block = suite.blockLength;
  }

  open(type: number, version: number, fragment: Buffer): Buffer {
    const macLength = this.#mac.length;
    // Both lengths are public, so refusing early tells nobody anything.
    if (fragment.length % this.#block !== 0 || fragment.length < macLength + 1) throw badRecord();
    const plain = this.#decipher.update(fragment);
    const room = plain.length - macLength - 1;
    const claimed = plain[plain.length - 1] ?? 0;
    const right = claimed <= room && isPadding(plain.subarray(plain.length - 1 - claimed), claimed);
    // With wrong padding the MAC is computed all the same, as if there were none (RFC 5246 6.2.3.2), so that both take the same time.
    const length = room - (right ? claimed : 0);
    const content = plain.subarray(0, length);
    const authentic = timingSafeEqual(
      this.#mac.next(type, version, content),
      plain.subarray(length, length + macLength),
    );
    if (!authentic || !right) throw badRecord();
    return content;
  }
}

/** Every byte is looked at, whichever is wrong first. */
function isPadding(bytes: Buffer, value: number): boolean {
  let difference = 0;
  for (const byte of bytes) difference |= byte ^ value;
  return difference === 0;
}
