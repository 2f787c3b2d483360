import { once } from 'node:events';
import type { Duplex } from 'node:stream';

export const BULK_MEGABYTES = 16;
const BYTES = BULK_MEGABYTES * 1_000_000;
const chunk = Buffer.alloc(100_000, 0x5a);

/** The server's part: the client's first byte says who sends. */
export function serveBulk(stream: Duplex): void {
  stream.on('error', () => {});
  let received = -1;
  stream.on('data', (bytes: Buffer) => {
    if (received < 0 && bytes[0] === 0x44) {
      received = 0;
      void pour(stream);
      return;
    }
    received += bytes.length;
    if (received === BYTES) stream.write('k');
  });
}

/** The client's part; done when everything has arrived. */
export async function runBulk(stream: Duplex, direction: 'down' | 'up'): Promise<number> {
  let received = 0;
  const all = new Promise<void>((resolve) => {
    stream.on('data', (bytes: Buffer) => {
      received += bytes.length;
      if (received === (direction === 'down' ? BYTES : 1)) resolve();
    });
  });
  stream.write(direction === 'down' ? 'D' : 'U');
  if (direction === 'up') await pour(stream);
  await all;
  stream.destroy();
  return BULK_MEGABYTES;
}

async function pour(stream: Duplex): Promise<void> {
  for (let sent = 0; sent < BYTES; sent += chunk.length) {
    if (!stream.write(chunk)) await once(stream, 'drain');
  }
}
