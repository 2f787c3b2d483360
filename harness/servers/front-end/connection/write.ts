import type { Writable } from 'node:stream';

/** Write; a promise to wait for while the peer reads too slowly. A peer that is gone is not waited for. */
export function write(stream: Writable, bytes: Buffer): Promise<void> | undefined {
  if (stream.destroyed || stream.writableEnded || stream.write(bytes)) return undefined;
  return new Promise((resolve) => {
    const done = () => {
      for (const event of ['drain', 'close', 'error']) stream.off(event, done);
      resolve();
    };
    for (const event of ['drain', 'close', 'error']) stream.on(event, done);
  });
}
