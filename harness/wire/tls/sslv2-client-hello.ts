import { HarnessError } from '../../foundation/errors/index.js';
import type { ClientHello } from './client-hello.js';
import { FieldReader } from './field-reader.js';
import { isSslv2Start, sslv2Length } from './first-bytes.js';
import { makeShape } from './hello-shape.js';
import { tlsVersion } from './version.js';

/**
 * Reads an SSLv2-format ClientHello with its two-byte record header (RFC 5246, appendix E.2); bytes behind it are left alone. Suites with a
 * first byte other than 0 are SSL 2.0's own and keep three bytes. The handshake hash of a TLS answer covers the bytes behind the header.
 * Throws WIRE_TRUNCATED or WIRE_INVALID with the field.
 */
export function parseSslv2ClientHello(bytes: Buffer): ClientHello {
  const what = 'The SSLv2 ClientHello';
  if (bytes.length < 5) throw new HarnessError('WIRE_TRUNCATED', { what, length: bytes.length, place: 'its header' });
  if (!isSslv2Start(bytes)) {
    throw new HarnessError('WIRE_INVALID', { what, place: 'its header', detail: 'it is not an SSL 2.0 client hello' });
  }
  const length = sslv2Length(bytes);
  if (bytes.length < length) {
    throw new HarnessError('WIRE_TRUNCATED', { what, length: bytes.length, place: `its record of ${length} bytes` });
  }
  const reader = new FieldReader(what, bytes.subarray(3, Math.max(3, length)));
  const version = reader.number(2, 'version');
  const specLength = reader.number(2, 'cipher_spec_length');
  const sessionIdLength = reader.number(2, 'session_id_length');
  const challengeLength = reader.number(2, 'challenge_length');
  if (specLength === 0 || specLength % 3 !== 0) {
    throw reader.invalid('cipher_spec_length', `${specLength} is not a multiple of 3 above 0`);
  }
  if (sessionIdLength > 32) throw reader.invalid('session_id_length', `${sessionIdLength} is more than 32`);
  if (challengeLength < 16 || challengeLength > 32) {
    throw reader.invalid('challenge_length', `${challengeLength} is not between 16 and 32`);
  }
  const specs = new FieldReader(what, reader.bytes(specLength, 'cipher_specs'));
  const ids: number[] = [];
  while (specs.left > 0) ids.push(specs.number(3, 'cipher_specs'));
  const sessionId = reader.bytes(sessionIdLength, 'session_id');
  const challenge = reader.bytes(challengeLength, 'challenge');
  reader.end('challenge');
  return {
    format: 'sslv2',
    recordVersion: tlsVersion.ssl2,
    version,
    random: Buffer.concat([Buffer.alloc(32 - challenge.length), challenge]),
    sessionId,
    compression: [0],
    extensions: [],
    ...makeShape(version, ids, [], [version]),
  };
}
