import type { DirectionKeys } from '../key-block.js';
import type { EngineSuite } from '../suite.js';

export const MAX_EMPTY_RECORDS = 32;

export interface RecordLayerOptions {
  readonly maxRecord?: number;
}

export interface OpenedRecord {
  readonly type: number;
  readonly version: number;
  readonly fragment: Buffer;
}

export class RecordLayer {
  /** Written in headers. */
  version = 0x0301;
  /** Set once the ServerHello has fixed the version; from then on records must carry it. */
  agreed = false;

  constructor(_options: RecordLayerOptions = {}) {}
  push(_bytes: Buffer): void {}
  next(): OpenedRecord | undefined {
    return undefined;
  }
  protectRead(_suite: EngineSuite, _keys: DirectionKeys): void {}
  protectWrite(_suite: EngineSuite, _keys: DirectionKeys): void {}
  seal(_type: number, bytes: Buffer): Buffer {
    return bytes;
  }
  get readProtected(): boolean {
    return false;
  }
  get writeProtected(): boolean {
    return false;
  }
  /** Bytes held that are no whole record yet or were not asked for. */
  get pending(): number {
    return 0;
  }
}
