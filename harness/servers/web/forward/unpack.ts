import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { MAX_KEPT_BYTES } from '../../sockets/upstream/index.js';

type Unpacker = (bytes: Buffer) => Buffer;

/** What is cut off in the middle is unpacked as far as it goes; a few bytes cannot become gigabytes. */
const partly = { maxOutputLength: MAX_KEPT_BYTES, finishFlush: constants.Z_SYNC_FLUSH };

const partlyBrotli = { maxOutputLength: MAX_KEPT_BYTES, finishFlush: constants.BROTLI_OPERATION_FLUSH };

const unpackers = new Map<string, readonly Unpacker[]>([
  ['gzip', [(bytes) => gunzipSync(bytes, partly)]],
  ['x-gzip', [(bytes) => gunzipSync(bytes, partly)]],
  // Some servers leave out the zlib header that the specification asks for.
  ['deflate', [(bytes) => inflateSync(bytes, partly), (bytes) => inflateRawSync(bytes, partly)]],
  ['br', [(bytes) => brotliDecompressSync(bytes, partlyBrotli)]],
]);

/**
 * A body without its Content-Encoding, so that it can be read and no secret stays hidden in it: `too-large` where it would
 * become more than is kept, undefined where nobody here can unpack it.
 */
export function unpacked(bytes: Buffer, encoding: string): Buffer | 'too-large' | undefined {
  for (const unpack of unpackers.get(encoding.trim().toLowerCase()) ?? []) {
    try {
      return unpack(bytes);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return 'too-large';
    }
  }
  return undefined;
}
