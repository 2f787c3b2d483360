import type { ExportedKeys } from './engine-keys.js';

/** A flight with a long certificate chain is below 16 KiB; SIP headers bound it anyway. */
export const MAX_FLIGHT_BYTES = 64 * 1024;

export type EngineStep =
  | { readonly state: 'flight' | 'done'; readonly flight: Buffer }
  | { readonly state: 'failed'; readonly reason: string };

/** What a finished handshake leaves. */
export interface Finished {
  readonly keys: ExportedKeys;
  /** DER of what the peer showed and proved to own. */
  readonly peerCertificate: Buffer | undefined;
}

/** A TLS engine between SIP messages: one flight in, one flight out, never waiting for anything but itself. */
export interface InnerEngine {
  /** Set once this side has seen the peer's Finished. */
  readonly finished: Finished | undefined;
  /**
   * Takes the peer's flight (none to start a client) and gives the answer. Fails, rather than waits, when the engine
   * wants more input than the flight had; a failed engine stays failed.
   */
  exchange(flight: Buffer): Promise<EngineStep>;
  /** Lets the engine go; what it left stays. */
  destroy(): void;
}
