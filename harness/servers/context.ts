import type { Deployment } from '../deployment/index.js';
import type { FaultPlan } from '../faults/index.js';
import type { DatedClock } from '../foundation/clock/index.js';
import type { Journal } from '../journal/index.js';
import type { Pool } from '../pool/index.js';
import type { Upstream } from './sockets/upstream/upstream.js';

/** What every server core is made from; a core knows nothing of sockets. */
export interface ServerContext {
  readonly deployment: Deployment;
  readonly pool: Pool;
  readonly clock: DatedClock;
  readonly journal: Journal;
  /** What is to go wrong on purpose. */
  readonly faults: FaultPlan;
  /** The server behind, where one was named: without it nothing leaves the harness. */
  readonly upstream?: Upstream | undefined;
  /** Gets the NSS key log line of every TLS connection, without a line end. */
  readonly keyLog?: (line: string) => void;
}
