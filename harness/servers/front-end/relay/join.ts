import type { Duplex } from 'node:stream';
import type { ScenarioClock } from '../../../foundation/clock/index.js';
import { MAX_WAITING_BYTES, type UpstreamCaller } from '../../sockets/upstream/index.js';
import { Witness } from './witness.js';

export interface Joint {
  readonly caller: UpstreamCaller;
  /** What the phone said already. */
  readonly first: Buffer;
  readonly clock: Pick<ScenarioClock, 'alarm'>;
  readonly idleMs: number;
  /** For what was written before one side ended to reach the other. */
  readonly closeMs: number;
  readonly host: string;
  readonly known: readonly string[];
}

/** Passes bytes both ways until one side ends; resolves when both have ended. */
export function joinStreams(phone: Duplex, upstream: Duplex, joint: Joint): Promise<void> {
  const { caller, clock, closeMs, first, host, idleMs, known } = joint;
  const { recorder, device, connection } = caller;
  const both = [phone, upstream];
  let over = false;
  let callOff = (): void => {};
  return new Promise((resolve) => {
    const end = (by: 'phone' | 'upstream' | 'harness'): void => {
      if (over) return;
      over = true;
      callOff();
      recorder.record('upstream.closed', { host, by }, { device, connection });
      callOff = clock.alarm(closeMs, () => {
        for (const side of both) side.destroy();
      });
      // What was written to the other side before must still arrive.
      for (const side of both) if (side.writable) side.end();
    };
    const heard = (): void => {
      if (over) return;
      callOff();
      callOff = clock.alarm(idleMs, () => end('harness'));
    };
    const gone = (): void => {
      if (!both.every((side) => side.closed)) return;
      callOff();
      resolve();
    };
    const pass = (from: Duplex, to: Duplex, by: 'phone' | 'upstream'): ((bytes: Buffer) => void) => {
      const witness = new Witness(caller, by === 'phone' ? 'upstream' : 'phone', known);
      const take = (bytes: Buffer): void => {
        heard();
        witness.take(bytes);
        if (to.writable) to.write(bytes);
        if (to.writableLength > MAX_WAITING_BYTES) from.pause();
      };
      from.on('data', take);
      to.on('drain', () => from.resume());
      from.once('end', () => end(by));
      from.once('close', () => {
        end(by);
        // Nobody reads what the other side still says; what it is still owed goes out before.
        if (to.writableFinished) to.destroy();
        else to.once('finish', () => to.destroy());
        gone();
      });
      return take;
    };
    const takePhone = pass(phone, upstream, 'phone');
    pass(upstream, phone, 'upstream');
    takePhone(first);
    for (const side of both) side.resume();
    gone();
  });
}
