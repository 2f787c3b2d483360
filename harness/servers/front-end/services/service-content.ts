import type { FrontEndCore } from '../core.js';
import type { SignedExchange } from '../methods/method.js';
import type { Reply } from '../reply.js';

/** What a SERVICE asks for, told by its Content-Type; one file each. */
export interface ServiceContent {
  /** Lower case, without parameters. */
  readonly type: string;
  /** Throws HarnessError WIRE_INVALID for a body nobody can read (400). */
  serve(exchange: SignedExchange, core: FrontEndCore): Reply;
}
