import type { TLSSocket } from 'node:tls';
import type { TlsEngine } from '../../tls/engine/index.js';
import { DSK_KEY_MATERIAL_BYTES, DSK_LABEL, type DskHash, dskHash } from './dsk-keys.js';

/** What a finished handshake leaves for signing. */
export interface ExportedKeys {
  readonly material: Buffer;
  readonly hash: DskHash;
}

/**
 * The key material and the hash of a finished handshake. The exporter without a context argument gives the PRF of
 * MS-SIPAE 3.2.5.1; with an empty context it would give other bytes (observed).
 */
export function opensslKeys(socket: TLSSocket): ExportedKeys {
  const suite = socket.getCipher();
  return {
    // The declared type demands the context that must not be given.
    material: (socket.exportKeyingMaterial as (length: number, label: string) => Buffer).call(
      socket,
      DSK_KEY_MATERIAL_BYTES,
      DSK_LABEL,
    ),
    hash: dskHash(suite.standardName ?? suite.name, socket.getProtocol() ?? 'unknown'),
  };
}

/** The same of the TLS 1.0 engine. */
export function tls10Keys(engine: TlsEngine): ExportedKeys {
  return {
    material: engine.exportKeyingMaterial(DSK_KEY_MATERIAL_BYTES, DSK_LABEL),
    hash: dskHash(engine.suite?.name ?? 'none', 'TLSv1'),
  };
}
