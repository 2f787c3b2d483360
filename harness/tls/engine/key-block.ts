import { tls10Prf } from '../../foundation/primitives/tls-prf.js';
import type { EngineSuite } from './suite.js';

/** Lengths of RFC 2246 section 8.1 and 7.4.9, in bytes. */
const MASTER_LENGTH = 48;
const VERIFY_LENGTH = 12;

/** What protects one direction; `iv` is empty for a stream cipher. */
export interface DirectionKeys {
  readonly mac: Buffer;
  readonly key: Buffer;
  readonly iv: Buffer;
}

/** The 48-byte master secret (RFC 2246 8.1). */
export function masterSecret(premaster: Buffer, clientRandom: Buffer, serverRandom: Buffer): Buffer {
  return tls10Prf(premaster, 'master secret', Buffer.concat([clientRandom, serverRandom]), MASTER_LENGTH);
}

/** The keys of both directions (RFC 2246 6.3): client before server in each of MAC secrets, keys and initialization vectors. */
export function keyBlock(
  suite: EngineSuite,
  master: Buffer,
  clientRandom: Buffer,
  serverRandom: Buffer,
): { client: DirectionKeys; server: DirectionKeys } {
  const { macLength, keyLength, blockLength } = suite;
  const length = 2 * (macLength + keyLength + blockLength);
  // The server's random comes first here, other than in the master secret.
  const block = tls10Prf(master, 'key expansion', Buffer.concat([serverRandom, clientRandom]), length);
  let at = 0;
  const take = (size: number): Buffer => {
    at += size;
    return block.subarray(at - size, at);
  };
  const [clientMac, serverMac] = [take(macLength), take(macLength)];
  const [clientKey, serverKey] = [take(keyLength), take(keyLength)];
  const [clientIv, serverIv] = [take(blockLength), take(blockLength)];
  return {
    client: { mac: clientMac, key: clientKey, iv: clientIv },
    server: { mac: serverMac, key: serverKey, iv: serverIv },
  };
}

/** The 12 bytes of Finished (RFC 2246 7.4.9) of the side named, over the transcript's 36-byte digest. */
export function verifyData(master: Buffer, side: 'client' | 'server', transcriptDigest: Buffer): Buffer {
  return tls10Prf(master, `${side} finished`, transcriptDigest, VERIFY_LENGTH);
}

/** RFC 5705 without a context. */
export function exporter(
  master: Buffer,
  clientRandom: Buffer,
  serverRandom: Buffer,
  label: string,
  length: number,
): Buffer {
  return tls10Prf(master, label, Buffer.concat([clientRandom, serverRandom]), length);
}

/** One line of the NSS key log format, without the line's end; with it a capture can be read. */
export function keyLogLine(clientRandom: Buffer, master: Buffer): string {
  return `CLIENT_RANDOM ${clientRandom.toString('hex')} ${master.toString('hex')}`;
}
