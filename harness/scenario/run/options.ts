import type { Worker } from 'node:worker_threads';
import type { KeySource, ServerCertificate } from '../../../certs/authorities/index.js';
import type { JournalEvent } from '../../journal/index.js';
import type { PortPlan } from '../../lab/index.js';
import type { VariantRecord } from '../../reports/record.js';

/** What applies to every variant of a run. */
export interface RunOptions {
  /** The run's seed; each variant draws from its own derivation. */
  readonly seed: string;
  readonly ports: PortPlan;
  /** Variants at once. */
  readonly jobs: number;
  /** Threads these are spread over; 1 when absent: the calling one alone. */
  readonly threads?: number | undefined;
  /** Threads that were opened for this run before it was known what to run, instead of `threads` new ones. */
  readonly workers?: readonly Worker[] | undefined;
  /** Folder for journals and captures. */
  readonly output?: string | undefined;
  /** A given server certificate for `default`. */
  readonly certificate?: ServerCertificate | undefined;
  /** Gets the NSS key log line of every TLS connection with a server. */
  readonly keyLog?: ((line: string) => void) | undefined;
  /** A source of keys for each variant; default: keys never used before. */
  readonly keys?: (() => KeySource) | undefined;
  /** Hears of every event of a variant, once it is over. */
  readonly onJournal?: (events: readonly JournalEvent[]) => void;
  readonly onStart?: (name: string) => void;
  readonly onDone?: (record: VariantRecord) => void;
}
