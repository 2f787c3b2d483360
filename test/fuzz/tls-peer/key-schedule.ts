import { createHash } from 'node:crypto';
import { tls10Prf } from '../../../harness/foundation/primitives/tls-prf.js';
import type { EngineSuite } from '../../../harness/tls/engine/suite.js';
import type { DirectionKeys } from './record-cipher.js';

export type Side = 'client' | 'server';

export function masterSecret(premaster: Buffer, clientRandom: Buffer, serverRandom: Buffer): Buffer {
  return tls10Prf(premaster, 'master secret', Buffer.concat([clientRandom, serverRandom]), 48);
}

/** The keys of RFC 2246 6.3 by the side that writes with them. */
export function writeKeys(
  suite: EngineSuite,
  master: Buffer,
  clientRandom: Buffer,
  serverRandom: Buffer,
): Readonly<Record<Side, DirectionKeys>> {
  const { macLength, keyLength, blockLength } = suite;
  const seed = Buffer.concat([serverRandom, clientRandom]);
  const block = tls10Prf(master, 'key expansion', seed, 2 * (macLength + keyLength + blockLength));
  let at = 0;
  const next = (length: number) => {
    at += length;
    return block.subarray(at - length, at);
  };
  const [clientMac, serverMac] = [next(macLength), next(macLength)];
  const [clientKey, serverKey] = [next(keyLength), next(keyLength)];
  const [clientIv, serverIv] = [next(blockLength), next(blockLength)];
  return {
    client: { mac: clientMac, key: clientKey, iv: clientIv },
    server: { mac: serverMac, key: serverKey, iv: serverIv },
  };
}

/** MD5 and SHA-1 over everything said so far, 36 bytes (RFC 2246 7.4.8, 7.4.9). */
export function handshakeHashes(transcript: readonly Buffer[]): Buffer {
  const whole = Buffer.concat(transcript);
  return Buffer.concat([createHash('md5').update(whole).digest(), createHash('sha1').update(whole).digest()]);
}

export function verifyData(master: Buffer, side: Side, transcript: readonly Buffer[]): Buffer {
  return tls10Prf(master, `${side} finished`, handshakeHashes(transcript), 12);
}
