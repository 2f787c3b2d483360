import { type ClientHello, extensionType, parseRenegotiationInfo, tlsVersion } from '../../../wire/tls/index.js';
import { decoded } from '../connection/decoded.js';
import { EngineAlert } from '../engine-alert.js';
import type { EngineServerOptions, EngineSession } from '../options.js';
import { type EngineSuite, engineSuite, engineSuites } from '../suite.js';

const RENEGOTIATION_SCSV = 0x00ff;

/** What a server makes of a hello. */
export interface Negotiation {
  readonly suite: EngineSuite;
  /** The session that is resumed. */
  readonly session: EngineSession | undefined;
  /** The client understands renegotiation_info, so the ServerHello has it (RFC 5746 3.6). */
  readonly secureRenegotiation: boolean;
}

/** Throws EngineAlert protocol_version, illegal_parameter, handshake_failure, decode_error. */
export function negotiate(hello: ClientHello, options: EngineServerOptions): Negotiation {
  checkVersion(hello);
  // RFC 2246 7.4.1.2: every client offers null compression.
  if (!hello.compression.includes(0)) throw new EngineAlert('illegal_parameter', 'null compression is not offered');
  if (new Set(hello.extensions.map(({ type }) => type)).size < hello.extensions.length) {
    throw new EngineAlert('illegal_parameter', 'an extension comes twice');
  }
  const secureRenegotiation = understandsRenegotiationInfo(hello);
  const served = options.suites?.flatMap((id) => engineSuite(id) ?? []) ?? engineSuites;
  const offered = new Set(hello.suites.map(({ id }) => id));
  const common = served.filter(({ id }) => offered.has(id));
  const session = resumable(hello, options, common);
  const suite = session === undefined ? common[0] : engineSuite(session.suite);
  if (suite === undefined) {
    throw new EngineAlert('handshake_failure', `no common cipher suite among ${list(hello.suites)}`);
  }
  return { suite, session, secureRenegotiation };
}

/** TLS 1.0 answers every later version too (RFC 2246 appendix E), unless the client lists its versions without it (RFC 8446 4.2.1). */
function checkVersion({ version, versions, extensions }: ClientHello): void {
  const listed = extensions.some(({ type }) => type === extensionType.supportedVersions);
  if (version < tlsVersion.tls10 || (listed && !versions.includes('TLS 1.0'))) {
    throw new EngineAlert('protocol_version', `the client offers ${versions.join(', ')}, not TLS 1.0`);
  }
}

function understandsRenegotiationInfo({ suites, extensions }: ClientHello): boolean {
  const extension = extensions.find(({ type }) => type === extensionType.renegotiationInfo);
  if (extension !== undefined && decoded(() => parseRenegotiationInfo(extension.data)).length > 0) {
    throw new EngineAlert('handshake_failure', 'renegotiation_info of a first hello is not empty');
  }
  return extension !== undefined || suites.some(({ id }) => id === RENEGOTIATION_SCSV);
}

/** The session the client asks for, if it is known and may go on with a suite offered now; else the handshake is a full one. */
function resumable(
  { format, sessionId }: ClientHello,
  { sessions, clientCertificate }: EngineServerOptions,
  common: readonly EngineSuite[],
): EngineSession | undefined {
  // Whoever wants to resume sends a TLS hello (RFC 2246 appendix E.1).
  if (format !== 'tls' || sessionId.length === 0) return undefined;
  const session = sessions?.get(sessionId);
  if (session === undefined || !common.some(({ id }) => id === session.suite)) return undefined;
  if (clientCertificate?.required && session.clientChain.length === 0) return undefined;
  return session;
}

function list(suites: ClientHello['suites']): string {
  const shown = suites.slice(0, 8).map(({ name }) => name);
  return shown.join(', ') + (suites.length > shown.length ? ` and ${suites.length - shown.length} more` : '');
}
