import type { Duplex } from 'node:stream';
import type { Clock } from '../../foundation/clock/index.js';
import { leaveNow } from '../../foundation/round-writes.js';
import type { Interference, InterferencePoint } from '../interference.js';

/** How the interferer took a connection out of the engine's hands. */
export interface InterferenceEnding {
  /** `stall`: the connection stays open, silent, until the phone leaves. The others have ended it. */
  readonly how: 'reset' | 'close' | 'alert' | 'stall';
  readonly at: InterferencePoint;
  /** RFC name of the alert sent. */
  readonly alert?: string;
  /** The alert's record. */
  readonly raw?: Buffer;
}

/** The actions that stand at one point of the handshake. */
export type PointAction = Extract<Interference, { readonly at: InterferencePoint }>;

/** How long an ended connection may stay half open before it is given up: the phone's FIN takes a moment. */
const LINGER_MS = 10_000;

/** RST: what was sent before may still arrive, nothing else does. A stream without sockets resets by an error. */
export function reset(stream: Duplex): void {
  leaveNow(stream);
  if ('resetAndDestroy' in stream && typeof stream.resetAndDestroy === 'function') stream.resetAndDestroy();
  else stream.destroy(Object.assign(new Error('reset on purpose'), { code: 'ECONNRESET' }));
}

/** FIN, after `last`. What the phone still sends is read and dropped: unread bytes would turn the FIN into a RST. */
export function close(stream: Duplex, clock: Clock, last?: Buffer): void {
  if (!stream.writableEnded) stream.end(last);
  drain(stream);
  const closed = new AbortController();
  if (stream.closed) return;
  stream.once('close', () => closed.abort());
  clock.sleep(LINGER_MS, closed.signal).then(
    () => stream.destroy(),
    () => {},
  );
}

/** Silent, but read: so it is seen when the phone leaves. */
export function drain(stream: Duplex): void {
  stream.on('data', () => {});
  stream.resume();
}
