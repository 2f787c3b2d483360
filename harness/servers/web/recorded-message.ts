/** Most messages of the web services fit; a longer one has room of its own. */
const ROOM_BYTES = 64 * 1024;

let room: Buffer | undefined;

/**
 * A message as it is about to be recorded: its head, one byte a character, and its body. The bytes are good until the next
 * message: the journal copies them, and buffers made for each would be most of what recording costs.
 */
export function recordedMessage(head: string, body: string | Buffer): Buffer {
  const bodyBytes = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
  const length = head.length + bodyBytes;
  const bytes = roomFor(length);
  bytes.write(head, 0, 'latin1');
  if (typeof body !== 'string') body.copy(bytes, head.length);
  else if (bodyBytes === body.length) bytes.write(body, head.length, 'latin1');
  else bytes.write(body, head.length);
  return bytes.subarray(0, length);
}

function roomFor(length: number): Buffer {
  if (length > ROOM_BYTES) return Buffer.allocUnsafeSlow(length);
  room ??= Buffer.allocUnsafeSlow(ROOM_BYTES);
  return room;
}
