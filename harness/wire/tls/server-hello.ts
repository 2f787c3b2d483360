import { cipherSuiteName } from './cipher-suite.js';
import { readExtensions } from './client-hello.js';
import { type Extension, extensionType } from './extension.js';
import { FieldReader } from './field-reader.js';
import type { HelloSuite } from './hello-shape.js';
import { versionName } from './version.js';

/** What a server chose. */
export interface ServerHello {
  /** The version in force: supported_versions if the server sent it (TLS 1.3), else server_version. */
  version: number;
  versionName: string;
  random: Buffer;
  sessionId: Buffer;
  suite: HelloSuite;
  compression: number;
  extensions: Extension[];
}

/** Reads the body of a server_hello (RFC 5246, 7.4.1.3; RFC 8446, 4.1.3). Throws WIRE_TRUNCATED, WIRE_INVALID with the field. */
export function parseServerHello(body: Buffer): ServerHello {
  const what = 'The ServerHello';
  const reader = new FieldReader(what, body);
  const serverVersion = reader.number(2, 'server_version');
  const random = reader.bytes(32, 'random');
  const sessionId = reader.vector(1, 'session_id');
  if (sessionId.length > 32) throw reader.invalid('session_id', `${sessionId.length} bytes are more than 32`);
  const id = reader.number(2, 'cipher_suite');
  const compression = reader.number(1, 'compression_method');
  const extensions = reader.left > 0 ? readExtensions(what, reader.vector(2, 'extensions')) : [];
  reader.end('extensions');
  const chosen = extensions.find(({ type }) => type === extensionType.supportedVersions);
  const version = chosen ? new FieldReader(what, chosen.data).number(2, 'extension supported_versions') : serverVersion;
  return {
    version,
    versionName: versionName(version),
    random,
    sessionId,
    suite: { id, name: cipherSuiteName(id) },
    compression,
    extensions,
  };
}
