/** Bytes that a character of a string takes in UTF-8 at most. */
const UTF8_BYTES = 3;
/** Room for some twenty messages. What of it is still in use keeps all of it. */
const ROOM_BYTES = 32_768;

let room: Buffer | undefined;
let used = 0;

/** A text in UTF-8. Half the cost of `Buffer.from`, which measures the text before it writes it. */
export function bytesOfText(text: string): Buffer {
  const most = text.length * UTF8_BYTES;
  if (most > ROOM_BYTES) return Buffer.from(text);
  // Written to from the start to the end, each byte once: what was given out is nobody else's.
  if (!room || used + most > ROOM_BYTES) {
    room = Buffer.allocUnsafeSlow(ROOM_BYTES);
    used = 0;
  }
  const start = used;
  used += room.write(text, start, 'utf8');
  return room.subarray(start, used);
}
