import {
  extensionType,
  parseRenegotiationInfo,
  parseServerHello,
  tlsVersion,
  versionName,
} from '../../../wire/tls/index.js';
import { decoded } from '../connection/decoded.js';
import { EngineAlert } from '../engine-alert.js';
import type { EngineClientOptions, EngineSession } from '../options.js';
import { type EngineSuite, engineSuite } from '../suite.js';
import { offersRenegotiationInfo } from './hello.js';

/** What the server chose. */
export interface Choice {
  readonly suite: EngineSuite;
  readonly random: Buffer;
  /** Empty when the session cannot be resumed later. */
  readonly sessionId: Buffer;
  /** The session offered, if the server resumes it. */
  readonly session: EngineSession | undefined;
}

/** Reads the body of a ServerHello. Throws EngineAlert decode_error, protocol_version, illegal_parameter, unsupported_extension, handshake_failure. */
export function readServerHello(body: Buffer, options: EngineClientOptions): Choice {
  const hello = decoded(() => parseServerHello(body));
  const version = body.readUInt16BE(0);
  if (version !== tlsVersion.tls10) {
    throw new EngineAlert('protocol_version', `the server answers with ${versionName(version)}`);
  }
  if (hello.compression !== 0) {
    throw new EngineAlert(
      'illegal_parameter',
      `the server chose the compression ${hello.compression}, which was not offered`,
    );
  }
  const suite = engineSuite(hello.suite.id);
  if (suite === undefined || !options.suites.includes(suite.id)) {
    throw new EngineAlert('illegal_parameter', `the server chose ${hello.suite.name}, which was not offered`);
  }
  checkExtensions(hello.extensions, options);
  return { suite, random: hello.random, sessionId: hello.sessionId, session: resumed(hello.sessionId, suite, options) };
}

/** A server may only answer what was asked (RFC 3546 2.3). */
function checkExtensions(
  extensions: readonly { type: number; name: string; data: Buffer }[],
  options: EngineClientOptions,
): void {
  const seen = new Set<number>();
  for (const { type, name, data } of extensions) {
    if (seen.has(type)) throw new EngineAlert('illegal_parameter', `the extension ${name} comes twice`);
    seen.add(type);
    if (type === extensionType.renegotiationInfo && offersRenegotiationInfo(options)) {
      if (decoded(() => parseRenegotiationInfo(data)).length > 0) {
        throw new EngineAlert('handshake_failure', 'renegotiation_info of a first handshake is not empty');
      }
    } else if (
      type !== extensionType.serverName ||
      options.serverName === undefined ||
      options.helloFormat === 'sslv2'
    ) {
      throw new EngineAlert('unsupported_extension', `the server answers the extension ${name}, which was not sent`);
    } else if (data.length > 0) {
      throw new EngineAlert('decode_error', 'the extension server_name of a server is not empty');
    }
  }
}

function resumed(
  id: Buffer,
  suite: EngineSuite,
  { session, helloFormat }: EngineClientOptions,
): EngineSession | undefined {
  if (session === undefined || helloFormat === 'sslv2' || session.id.length === 0 || !session.id.equals(id))
    return undefined;
  if (session.suite !== suite.id) {
    throw new EngineAlert('illegal_parameter', `the session is resumed with ${suite.name}, not with its own suite`);
  }
  return session;
}
