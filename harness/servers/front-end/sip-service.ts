import type { Duplex } from 'node:stream';
import type { FrontEndConnection } from './connection/place.js';

/** What serves SIP clients on decrypted streams: a Front End, or the Edge before it. */
export interface SipService {
  /** Serve one client until it or we close the stream. */
  handle(stream: Duplex, connection: FrontEndConnection): void;
}

/** How many connections an endpoint had: their names stay unique within a run, restarts or not. */
export interface ConnectionNumbers {
  last: number;
}
