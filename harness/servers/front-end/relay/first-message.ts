import type { Duplex } from 'node:stream';
import type { ScenarioClock } from '../../../foundation/clock/index.js';
import { SipFramer } from '../../../wire/sip/index.js';
import { MAX_WAITING_BYTES } from '../../sockets/upstream/index.js';

/** What a phone said before anybody behind was called. */
export interface FirstMessage {
  /** Everything that came. */
  readonly bytes: Buffer;
  /** Its first message, or the first bytes that are none; without the keep-alives before it. */
  readonly message: Buffer;
}

/** Reads up to the end of the first message and stops reading; undefined for who leaves, says too little, or too long nothing. */
export function firstMessage(
  stream: Duplex,
  clock: Pick<ScenarioClock, 'alarm'>,
  idleMs: number,
): Promise<FirstMessage | undefined> {
  const framer = new SipFramer();
  const pieces: Buffer[] = [];
  let length = 0;
  return new Promise((resolve) => {
    const done = (first: FirstMessage | undefined): void => {
      callOff();
      stream.pause();
      stream.off('data', take).off('end', nothing).off('close', nothing);
      resolve(first);
    };
    const nothing = (): void => done(undefined);
    const take = (piece: Buffer): void => {
      pieces.push(piece);
      length += piece.length;
      const framed = framer.push(Buffer.from(piece)).find((each) => each.kind !== 'keep-alive');
      if (framed) done({ bytes: Buffer.concat(pieces), message: framed.raw });
      else if (length > MAX_WAITING_BYTES) nothing();
    };
    const callOff = clock.alarm(idleMs, nothing);
    stream.on('data', take).on('end', nothing).on('close', nothing);
    stream.resume();
  });
}
