import { HarnessError } from '../../../foundation/errors/index.js';
import { EngineAlert } from '../engine-alert.js';

/** The peer's bytes read by a codec; what the codec refuses calls for decode_error (RFC 2246 7.2.2). Throws EngineAlert. */
export function decoded<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof HarnessError && error.code.startsWith('WIRE_')) {
      throw new EngineAlert('decode_error', withoutPeriod(error.message));
    }
    throw error;
  }
}

/** The text becomes part of another sentence. */
function withoutPeriod(text: string): string {
  return text.endsWith('.') ? text.slice(0, -1) : text;
}
