import { HarnessError } from '../../foundation/errors/index.js';
import { isSslv2Start, sslv2Length } from './first-bytes.js';
import { HANDSHAKE_HEADER_LENGTH, handshakeLength, handshakeType } from './handshake.js';
import { RECORD_HEADER_LENGTH, readRecordHeader, recordType } from './record.js';

const nothing = Buffer.alloc(0);

/**
 * How many bytes the complete first ClientHello takes, record headers included; it may span several records, and the answer may be more than
 * `bytes` holds. `undefined` while that is not known yet. Throws WIRE_INVALID or WIRE_TOO_LARGE for what never becomes a ClientHello.
 */
export function helloLength(bytes: Buffer): number | undefined {
  if (isSslv2Start(bytes)) return sslv2Length(bytes);
  let start: Buffer = nothing;
  let at = 0;
  let carried = 0;
  for (;;) {
    const header = readRecordHeader(bytes, at);
    if (header === undefined) return undefined;
    if (header.type !== recordType.handshake) throw invalid('the content type', `${header.type} is not a handshake`);
    if (header.length === 0) throw invalid('the record length', 'a handshake record must not be empty');
    const fragment = bytes.subarray(at + RECORD_HEADER_LENGTH, at + RECORD_HEADER_LENGTH + header.length);
    if (start.length < HANDSHAKE_HEADER_LENGTH)
      start = start.length === 0 ? fragment : Buffer.concat([start, fragment]);
    if (start[0] !== undefined && start[0] !== handshakeType.client_hello) {
      throw invalid('the handshake type', `${start[0]} is not ClientHello`);
    }
    at += RECORD_HEADER_LENGTH + header.length;
    carried += header.length;
    if (start.length < HANDSHAKE_HEADER_LENGTH) {
      if (fragment.length < header.length) return undefined;
    } else if (carried >= HANDSHAKE_HEADER_LENGTH + handshakeLength(start)) {
      return at;
    }
  }
}

function invalid(place: string, detail: string): HarnessError {
  return new HarnessError('WIRE_INVALID', { what: 'The first TLS flight', place, detail });
}
