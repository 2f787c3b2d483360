import { HarnessError } from '../../foundation/errors/index.js';
import { HandshakeReader, handshakeType, recordType, TlsRecordReader } from '../../wire/tls/index.js';

/** What the last complete part of a flight is; undefined while nothing ends it. */
export type FlightEnd = 'client-hello' | 'server-hello-done' | 'finished' | 'alert' | undefined;

/** How a flight (records with their headers, one direction) ends: the sign that its sender now waits. */
export function flightEnd(flight: Buffer): FlightEnd {
  const handshake = new HandshakeReader();
  let encrypted = false;
  let end: FlightEnd;
  try {
    for (const record of new TlsRecordReader().push(flight)) {
      if (record.type === recordType.alert) return 'alert';
      if (record.type === recordType.changeCipherSpec) encrypted = true;
      else if (record.type === recordType.handshake && encrypted) end = 'finished';
      else if (record.type === recordType.handshake) {
        for (const { type } of handshake.push(record)) {
          if (type === handshakeType.client_hello) end = 'client-hello';
          if (type === handshakeType.server_hello_done) end = 'server-hello-done';
        }
      }
    }
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
  }
  return end;
}
