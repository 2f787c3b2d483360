import { timingSafeEqual } from 'node:crypto';
import { Rc4 } from '../../../foundation/primitives/rc4.js';
import type { DirectionKeys } from '../key-block.js';
import type { EngineSuite } from '../suite.js';
import { RecordMac } from './mac.js';
import type { Opener, Sealer } from './protection.js';
import { badRecord } from './refusal.js';

/** RC4 records (RFC 2246 6.2.3.1): the key stream goes on from record to record over content and MAC. */
export class StreamSealer implements Sealer {
  readonly chainsBlocks = false;
  readonly #mac: RecordMac;
  readonly #rc4: Rc4;

  constructor(suite: EngineSuite, keys: DirectionKeys) {
    this.#mac = new RecordMac(suite, keys.mac);
    this.#rc4 = new Rc4(keys.key);
  }

  seal(type: number, version: number, content: Buffer): Buffer {
    return this.#rc4.update(Buffer.concat([content, this.#mac.next(type, version, content)]));
  }
}

export class StreamOpener implements Opener {
  readonly #mac: RecordMac;
  readonly #rc4: Rc4;

  constructor(suite: EngineSuite, keys: DirectionKeys) {
    this.#mac = new RecordMac(suite, keys.mac);
    this.#rc4 = new Rc4(keys.key);
  }

  open(type: number, version: number, fragment: Buffer): Buffer {
    const length = fragment.length - this.#mac.length;
    if (length < 0) throw badRecord();
    const plain = this.#rc4.update(fragment);
    const content = plain.subarray(0, length);
    if (!timingSafeEqual(this.#mac.next(type, version, content), plain.subarray(length))) throw badRecord();
    return content;
  }
}
