import { encodeRecords, recordType, type TlsRecord, TlsRecordReader } from '../../wire/tls/index.js';

/**
 * A flight with its messages in the clear joined into as few records as hold them: a client puts Certificate,
 * ClientKeyExchange and CertificateVerify into one (observed of the known client of this kind; inferred of servers,
 * whose messages it takes either way). What is encrypted, or no TLS record, passes as it is.
 */
export function packFlight(flight: Buffer): Buffer {
  // An SSLv2-format hello has a header of its own.
  if (((flight[0] ?? 0) & 0x80) !== 0) return flight;
  const packed: Buffer[] = [];
  let run: TlsRecord[] = [];
  let encrypted = false;
  const endRun = () => {
    const [first] = run;
    if (first) {
      const messages = Buffer.concat(run.map(({ fragment }) => fragment));
      packed.push(encodeRecords(recordType.handshake, first.version, messages));
    }
    run = [];
  };
  for (const record of new TlsRecordReader().push(flight)) {
    const inClear = record.type === recordType.handshake && !encrypted;
    if (!inClear || run[0]?.version !== record.version) endRun();
    if (inClear) run.push(record);
    else packed.push(record.raw);
    if (record.type === recordType.changeCipherSpec) encrypted = true;
  }
  endRun();
  return Buffer.concat(packed);
}
