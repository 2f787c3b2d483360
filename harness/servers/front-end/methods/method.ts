import type { User } from '../../../deployment/index.js';
import type { Association } from '../associations.js';
import type { FrontEndCore } from '../core.js';
import type { Exchange } from '../exchange.js';
import type { Reply } from '../reply.js';

/** A request whose signature was good, from the user its credentials belong to. */
export interface SignedExchange extends Exchange {
  readonly association: Association;
  readonly account: User;
}

/** A signed request has an endpoint: its association was found by it. */
export function endpointOf({ endpoint, epid }: SignedExchange): string {
  return epid ?? endpoint ?? '';
}

/** Answers one method. The reply is signed afterwards. */
export type Method = (exchange: SignedExchange, core: FrontEndCore) => Reply;
