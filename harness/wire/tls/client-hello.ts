import { isGrease } from './cipher-suite.js';
import { type Extension, extensionName, extensionType, ReceivedExtension } from './extension.js';
import { FieldReader } from './field-reader.js';
import { type HelloShape, helloShape, numbers } from './hello-shape.js';

/** What a client offered, in either format. */
export interface ClientHello extends HelloShape {
  readonly format: 'tls' | 'sslv2';
  /** The record layer's version, which often is lower than the offer. 0x0002 in an SSLv2-format hello. */
  readonly recordVersion: number;
  /** client_version. */
  readonly version: number;
  /** 32 bytes. A shorter SSLv2 challenge is filled up with zeros on the left, as the key derivation wants it. */
  readonly random: Buffer;
  readonly sessionId: Buffer;
  readonly compression: readonly number[];
  readonly extensions: readonly Extension[];
  /** The name of extension server_name (SNI). */
  readonly serverName?: string;
}

const WHAT = 'The ClientHello';

/** Reads the body of a client_hello (RFC 5246, 7.4.1.2; RFC 8446, 4.1.2). Throws WIRE_TRUNCATED, WIRE_INVALID with the field. */
export function parseClientHello(body: Buffer, recordVersion: number): ClientHello {
  const reader = new FieldReader(WHAT, body);
  const version = reader.number(2, 'client_version');
  const random = reader.bytes(32, 'random');
  const sessionId = reader.vector(1, 'session_id');
  if (sessionId.length > 32) throw reader.invalid('session_id', `${sessionId.length} bytes are more than 32`);
  const suiteBytes = reader.vector(2, 'cipher_suites');
  if (suiteBytes.length < 2 || suiteBytes.length % 2 !== 0) {
    throw reader.invalid('cipher_suites', `${suiteBytes.length} bytes are not one or more suites of 2 bytes`);
  }
  const compression = [...reader.vector(1, 'compression_methods')];
  if (compression.length === 0) throw reader.invalid('compression_methods', 'there is none, not even null');
  const extensions = reader.left > 0 ? readExtensions(WHAT, reader.vector(2, 'extensions')) : [];
  reader.end('extensions');
  const serverName = readServerName(extensions);
  return {
    format: 'tls',
    recordVersion,
    version,
    random,
    sessionId,
    compression,
    extensions,
    ...(serverName === undefined ? {} : { serverName }),
    ...helloShape(version, suiteBytes, extensions, () => offeredVersions(extensions) ?? [version]),
  };
}

/** The extensions of either hello, in order, duplicates included. */
export function readExtensions(what: string, bytes: Buffer): Extension[] {
  const reader = new FieldReader(what, bytes);
  const extensions: Extension[] = [];
  while (reader.left > 0) {
    const start = bytes.length - reader.left;
    const type = reader.number(2, 'the type of an extension');
    const end = start + 4 + reader.skipVector(2, () => `extension ${extensionName(type)}`);
    extensions.push(new ReceivedExtension(type, bytes, start + 4, end));
  }
  return extensions;
}

function offeredVersions(extensions: readonly Extension[]): number[] | undefined {
  const extension = extensions.find(({ type }) => type === extensionType.supportedVersions);
  if (extension === undefined) return undefined;
  const reader = new FieldReader(WHAT, extension.data);
  const list = reader.vector(1, 'extension supported_versions');
  reader.end('extension supported_versions');
  if (list.length === 0 || list.length % 2 !== 0) {
    throw reader.invalid(
      'extension supported_versions',
      `${list.length} bytes are not one or more versions of 2 bytes`,
    );
  }
  return numbers(list).filter((version) => !isGrease(version));
}

/** The first host name of server_name (RFC 6066, section 3). */
function readServerName(extensions: readonly Extension[]): string | undefined {
  const extension = extensions.find(({ type }) => type === extensionType.serverName);
  if (extension === undefined || extension.data.length === 0) return undefined;
  const outer = new FieldReader(WHAT, extension.data);
  const list = new FieldReader(WHAT, outer.vector(2, 'extension server_name'));
  outer.end('extension server_name');
  while (list.left > 0) {
    const type = list.number(1, 'the name type of extension server_name');
    const name = list.vector(2, 'the name of extension server_name');
    if (type === 0) return name.toString('latin1');
  }
  return undefined;
}
