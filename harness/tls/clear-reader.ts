import {
  type HandshakeMessage,
  HandshakeReader,
  parseAlert,
  RECORD_HEADER_LENGTH,
  readRecordHeader,
  recordType,
  TlsRecordReader,
} from '../wire/tls/index.js';

/** What one direction of a connection shows without keys. */
export type ClearPart =
  | { readonly kind: 'handshake'; readonly message: HandshakeMessage }
  | { readonly kind: 'alert'; readonly level: string; readonly description: string; readonly raw: Buffer }
  | { readonly kind: 'change-cipher' }
  | { readonly kind: 'application-data'; readonly raw: Buffer }
  | { readonly kind: 'encrypted'; readonly type: number; readonly raw: Buffer };

/** Reads one direction of a TLS connection until its sender changes its cipher; then only record types are known. */
export class ClearReader {
  readonly #records = new TlsRecordReader();
  readonly #handshake = new HandshakeReader();
  #encrypted = false;

  /** Whether these bytes are one record of data and nothing else: most are, once the handshake is over, and need no reading. */
  isDataRecord(bytes: Buffer): boolean {
    if (this.#records.pending > 0 || bytes[0] !== recordType.applicationData) return false;
    const header = readRecordHeader(bytes, 0);
    return header !== undefined && RECORD_HEADER_LENGTH + header.length === bytes.length;
  }

  /** @throws HarnessError WIRE_INVALID, WIRE_TOO_LARGE for what is not TLS */
  push(bytes: Buffer): ClearPart[] {
    const parts: ClearPart[] = [];
    for (const record of this.#records.push(bytes)) {
      if (record.type === recordType.applicationData) parts.push({ kind: 'application-data', raw: record.raw });
      else if (this.#encrypted) parts.push({ kind: 'encrypted', type: record.type, raw: record.raw });
      else if (record.type === recordType.changeCipherSpec) {
        this.#encrypted = true;
        parts.push({ kind: 'change-cipher' });
      } else if (record.type === recordType.alert) {
        // In TLS 1.3 and after a change of cipher an alert is longer than its two bytes.
        if (record.fragment.length > 2) parts.push({ kind: 'encrypted', type: record.type, raw: record.raw });
        else parts.push({ kind: 'alert', ...parseAlert(record.fragment), raw: Buffer.from(record.raw) });
      } else if (record.type === recordType.handshake) {
        for (const message of this.#handshake.push(record)) parts.push({ kind: 'handshake', message });
      }
    }
    return parts;
  }
}
