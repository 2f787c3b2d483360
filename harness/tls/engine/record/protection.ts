import type { DirectionKeys } from '../key-block.js';
import type { EngineSuite } from '../suite.js';
import { BlockOpener, BlockSealer } from './block.js';
import { StreamOpener, StreamSealer } from './stream.js';

/** Opens the records of one direction, in order. */
export interface Opener {
  /** The content. Throws EngineAlert bad_record_mac, the same for whatever is wrong. */
  open(type: number, version: number, fragment: Buffer): Buffer;
}

/** Seals the records of one direction, in order. */
export interface Sealer {
  /** Whether the first byte of application data goes alone (see the record layer's `seal`). */
  readonly chainsBlocks: boolean;
  /** What goes behind the record's header. */
  seal(type: number, version: number, content: Buffer): Buffer;
}

export function openerFor(suite: EngineSuite, keys: DirectionKeys): Opener {
  return suite.blockLength === 0 ? new StreamOpener(suite, keys) : new BlockOpener(suite, keys);
}

export function sealerFor(suite: EngineSuite, keys: DirectionKeys): Sealer {
  return suite.blockLength === 0 ? new StreamSealer(suite, keys) : new BlockSealer(suite, keys);
}
