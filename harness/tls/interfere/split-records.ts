import { encodeRecords, type TlsRecord } from '../../wire/tls/index.js';

/** One record as several of at most `bytes` bytes of content each; the content stays the same (RFC 2246 6.2.1). */
export function splitRecord({ type, version, fragment }: TlsRecord, bytes: number): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0; at < fragment.length; at += bytes) {
    parts.push(encodeRecords(type, version, fragment.subarray(at, at + bytes)));
  }
  return parts;
}
