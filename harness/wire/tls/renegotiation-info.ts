import { extensionType } from './extension.js';
import { FieldReader, vector } from './field-reader.js';

const WHAT = 'The extension renegotiation_info';

/**
 * renegotiation_info for a hello (RFC 5746 3.2): no bytes in a first handshake, the verify data of the handshake before in a
 * renegotiation. Throws WIRE_TOO_LARGE.
 */
export function encodeRenegotiationInfo(renegotiated: Buffer = Buffer.alloc(0)): { type: number; data: Buffer } {
  return { type: extensionType.renegotiationInfo, data: vector(WHAT, 'renegotiated_connection', 1, renegotiated) };
}

/** The verify data in a renegotiation_info; empty in a first handshake. Throws WIRE_TRUNCATED, WIRE_INVALID. */
export function parseRenegotiationInfo(data: Buffer): Buffer {
  const reader = new FieldReader(WHAT, data);
  const renegotiated = reader.vector(1, 'renegotiated_connection');
  reader.end('renegotiated_connection');
  return renegotiated;
}
