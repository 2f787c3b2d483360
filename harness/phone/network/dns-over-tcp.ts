import type { Socket } from 'node:net';

/**
 * The answer to a message sent on a TCP connection: two bytes of length before each (RFC 1035 4.2.2).
 * `undefined` when the connection ends first.
 */
export function askOverTcp(socket: Socket, message: Buffer): Promise<Buffer | undefined> {
  const framed = Buffer.alloc(2 + message.length);
  framed.writeUInt16BE(message.length, 0);
  message.copy(framed, 2);
  return new Promise((resolve) => {
    let received = Buffer.alloc(0);
    socket.on('data', (bytes: Buffer) => {
      received = Buffer.concat([received, bytes]);
      if (received.length < 2) return;
      const length = received.readUInt16BE(0);
      if (received.length >= 2 + length) resolve(received.subarray(2, 2 + length));
    });
    socket.once('close', () => resolve(undefined));
    socket.write(framed);
  });
}
