import { timingSafeEqual } from 'node:crypto';
import { encodeHandshake, handshakeType, recordType } from '../../../wire/tls/index.js';
import { EngineAlert } from '../engine-alert.js';
import type { RecordLayer } from '../record/index.js';
import type { Transcript } from '../transcript.js';
import type { ConnectionSecrets } from './secrets.js';

/** ChangeCipherSpec and, under that side's new keys, Finished (RFC 2246 7.4.9); a `wrong` one does not match the handshake. */
export function sealFinished(
  side: 'client' | 'server',
  { records, transcript, secrets }: { records: RecordLayer; transcript: Transcript; secrets: ConnectionSecrets },
  wrong = false,
): Buffer {
  const body = secrets.verifyData(side, transcript.digest());
  if (wrong) body.writeUInt8(body.readUInt8(0) ^ 1, 0);
  const message = encodeHandshake(handshakeType.finished, body);
  transcript.add(message);
  const change = records.seal(recordType.changeCipherSpec, Buffer.from([1]));
  records.protectWrite(secrets.suite, secrets.keys[side]);
  return Buffer.concat([change, records.seal(recordType.handshake, message)]);
}

/** Checks the peer's Finished; `transcriptDigest` covers what came before it. Throws EngineAlert decode_error, decrypt_error. */
export function checkFinished(
  side: 'client' | 'server',
  body: Buffer,
  secrets: ConnectionSecrets,
  transcriptDigest: Buffer,
): void {
  const expected = secrets.verifyData(side, transcriptDigest);
  if (body.length !== expected.length) {
    throw new EngineAlert('decode_error', `the Finished has ${body.length} bytes, not ${expected.length}`);
  }
  if (!timingSafeEqual(body, expected)) {
    throw new EngineAlert('decrypt_error', 'the Finished does not match the handshake');
  }
}
