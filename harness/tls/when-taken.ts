import type { Duplex } from 'node:stream';

/**
 * Calls `done` once the connection has room for more, or is gone; within the call where it has room already. True then.
 */
export function whenTaken(stream: Duplex | undefined, done: () => void): boolean {
  if (!stream?.writableNeedDrain || stream.destroyed) {
    done();
    return true;
  }
  const settle = () => {
    stream.off('drain', settle).off('close', settle);
    done();
  };
  stream.on('drain', settle).on('close', settle);
  return false;
}
