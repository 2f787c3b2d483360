import type { Insertion, Mutation } from './mutation.js';
import { blockFaults } from './record-cipher.js';
import type { Step } from './step.js';

/** What a mutation must come to. */
export type Verdict =
  /** As if it were not there. */
  | 'nothing'
  /** Not established, and a fatal alert. */
  | 'refused'
  /** Not established: refused with a fatal alert, or waiting for the rest of what was announced. */
  | 'never'
  /** Not established: the peer itself gave up. */
  | 'given-up'
  /** Established, then a fatal alert. */
  | 'refused-later'
  /** Established; what becomes of it then depends on the bytes. */
  | 'established'
  /** Depends on the bytes; the general promises hold. */
  | 'any';

export interface Situation {
  readonly steps: readonly Step[];
  /** The engine under test is a client. */
  readonly engineIsClient: boolean;
  readonly blockCipher: boolean;
}

/** What one mutation of an otherwise right script must come to. */
export function verdictOn(mutation: Mutation, { steps, engineIsClient, blockCipher }: Situation): Verdict {
  const index = mutation.at % steps.length;
  const step = steps[index];
  const finished = steps.findIndex(({ name }) => name === 'finished');
  if (step === undefined) return 'any';
  const later = index > finished;
  switch (mutation.do) {
    case 'drop':
      if (later) return 'established';
      // Without its request the certificate is not expected either.
      return step.name === 'certificate_request' ? 'any' : 'refused';
    case 'repeat':
      if (step.name === 'application_data') return 'nothing';
      if (step.name === 'finished') return 'refused-later';
      return later ? 'established' : 'refused';
    case 'swap':
      if (later || index === steps.length - 1) return 'established';
      return 'refused';
    case 'insert':
      // A hello in SSLv2's format is recognised only where a connection begins.
      if (step.record === 'raw') return 'never';
      return insertionVerdict(mutation.what, later, engineIsClient);
    case 'flip':
      if (step.record === 'raw') return mutation.seen === 'by-peer' ? 'any' : 'never';
      if (step.handshake === undefined) return later ? 'established' : 'refused';
      if (step.name === 'server_hello_done') return 'nothing';
      if (step.name === 'finished' || step.name === 'certificate_verify') return 'refused';
      return mutation.seen === 'by-peer' && step.name !== 'client_key_exchange' ? 'any' : 'never';
    case 'resize':
      if (step.name === 'server_hello_done' && mutation.by < 0) return 'nothing';
      if (later) return 'established';
      if (step.record === 'raw' || step.record === 20) return 'never';
      if (['client_hello', 'server_hello', 'certificate', 'certificate_request'].includes(step.name)) {
        return mutation.seen === 'by-peer' ? 'any' : 'never';
      }
      return 'refused';
    case 'retype':
      if (step.handshake === mutation.type || step.handshake === undefined) return 'nothing';
      return 'never';
    case 'claim-length':
      return step.handshake === undefined ? 'nothing' : 'any';
    case 'record-type':
      if (step.record === mutation.type || step.record === 'raw') return 'nothing';
      return later ? 'established' : 'never';
    case 'record-version':
      if (step.record === 'raw') return 'nothing';
      if (later) return 'established';
      // The first record may name any version of SSL 3.0 and later; after the ServerHello all name the one agreed on.
      return index === 0 && mutation.version >> 8 === 3 ? 'any' : 'refused';
    case 'record-length':
      if (step.record === 'raw') return 'nothing';
      return later ? 'established' : 'never';
    case 'seal':
      if (index < finished) return 'nothing';
      if (mutation.fault === 'most-padding' || (blockFaults.includes(mutation.fault) && !blockCipher)) return 'nothing';
      return later ? 'refused-later' : 'refused';
  }
}

/** No part of a connection that is established. */
const refusedLater: ReadonlySet<Insertion> = new Set([
  'unknown-level',
  'unknown-message',
  'server-key-exchange',
  'change-cipher-spec',
  'heartbeat',
  'oversized-message',
  'flood-of-empty-records',
  'flood-of-empty-data',
  'flood-of-warnings',
]);

function insertionVerdict(what: Insertion, later: boolean, engineIsClient: boolean): Verdict {
  if (what === 'warning') return 'nothing';
  if (what === 'fatal') return later ? 'established' : 'given-up';
  if (later) return refusedLater.has(what) ? 'refused-later' : 'established';
  if (what === 'hello-request' && engineIsClient) return 'nothing';
  if (what === 'empty-application-data' || what === 'empty-handshake') return 'any';
  if (what === 'close') return 'given-up';
  // Its first two bytes are a whole alert.
  if (what === 'three-byte-alert') return 'given-up';
  // These are the beginning of something that may go on as it should.
  if (what === 'half-header' || what === 'one-byte-alert' || what === 'junk' || what === 'oversized-record')
    return 'never';
  return 'refused';
}
