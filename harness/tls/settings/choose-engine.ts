import { type AlertName, type ClientHello, tlsVersion, versionName } from '../../wire/tls/index.js';
import type { EngineSuite } from '../engine/suite.js';
import { type ChosenRefusal, noCommonSuite, noCommonVersion, serverNameMissing } from '../refusal-detail.js';
import type { OpensslSuite } from './openssl-suites.js';
import type { TlsSettings } from './settings.js';
import { usableEngineSuites, usableOpensslSuites } from './usable-suites.js';
import { offersVersion, serverVersions, versionNumber } from './version.js';

export type EngineRefusalReason = 'no-common-suite' | 'version-too-old' | 'version-too-new' | 'server-name-missing';

/** A hello the port turns down itself, and how to say so. */
export interface EngineRefusal {
  readonly refused: EngineRefusalReason;
  readonly alert: AlertName;
  readonly detail: string;
  /** Version of the alert's record: the one agreed upon, else the client's own. */
  readonly recordVersion: number;
  /** What both sides had, by name, where that was the reason. */
  readonly offered?: readonly string[];
  readonly served?: readonly string[];
}

export type ChosenEngine = { readonly engine: 'openssl' | 'tls10' } | EngineRefusal;

/** Curves and groups OpenSSL has unless told otherwise: P-256, P-384, P-521, X25519, X448. */
const opensslGroups: ReadonlySet<number> = new Set([23, 24, 25, 29, 30]);
const SUPPORTED_GROUPS = 10;

/** Decides which engine serves a hello; one for all connections of a port. */
export function engineChooser(settings: TlsSettings, leafKeyIsRsa: boolean): (hello: ClientHello) => ChosenEngine {
  const openssl = usableOpensslSuites(settings);
  const own = usableEngineSuites(settings, leafKeyIsRsa);
  const admits = (version: number) =>
    version >= versionNumber(settings.minVersion) && version <= versionNumber(settings.maxVersion);
  const fits = (suite: OpensslSuite, version: number) => version >= suite.oldest && version <= suite.newest;
  const ofOpenssl = serverVersions
    .map(versionNumber)
    .filter((version) => admits(version) && openssl.some((suite) => fits(suite, version)));
  const versions = [...new Set([...(own.length > 0 ? [tlsVersion.tls10] : []), ...ofOpenssl])];

  const suiteNames = names(
    openssl.filter((suite) => fitsKey(suite, leafKeyIsRsa)),
    own,
  );

  return (hello) => {
    if (settings.requireServerName && hello.serverName === undefined) {
      return refusal(serverNameMissing(), hello, highestOffered(hello, versions));
    }
    // OpenSSL settles the version first and looks for a suite of that version alone.
    const version = highestOffered(hello, ofOpenssl);
    const shared = (suite: OpensslSuite) =>
      version !== undefined && fits(suite, version) && serves(suite, hello, leafKeyIsRsa);
    if (openssl.some(shared)) return { engine: 'openssl' };
    if (offersVersion(hello, tlsVersion.tls10) && own.some(({ id }) => offersSuite(hello, id))) {
      return { engine: 'tls10' };
    }
    const agreed = version ?? highestOffered(hello, versions);
    if (agreed !== undefined) return refusal(noCommonSuite(hello, suiteNames), hello, agreed);
    return refusal(noCommonVersion(hello, versions.map(versionName)), hello, undefined);
  };
}

/**
 * Which engine serves a hello: OpenSSL where it shares a version and a suite, else the TLS 1.0 engine, unless the
 * settings force one. Or that nobody does, and why.
 */
export function chooseEngine(hello: ClientHello, settings: TlsSettings, leafKeyIsRsa: boolean): ChosenEngine {
  return engineChooser(settings, leafKeyIsRsa)(hello);
}

function highestOffered(hello: ClientHello, versions: readonly number[]): number | undefined {
  return versions.findLast((version) => offersVersion(hello, version));
}

function serves(suite: OpensslSuite, hello: ClientHello, leafKeyIsRsa: boolean): boolean {
  return (
    fitsKey(suite, leafKeyIsRsa) &&
    offersSuite(hello, suite.id) &&
    (suite.keyExchange !== 'ecdhe' || sharesGroup(hello))
  );
}

function fitsKey({ certificate }: OpensslSuite, leafKeyIsRsa: boolean): boolean {
  return certificate === 'any' || (certificate === 'rsa') === leafKeyIsRsa;
}

function offersSuite(hello: ClientHello, id: number): boolean {
  return hello.suites.some((suite) => suite.id === id);
}

/** Without the extension OpenSSL takes no ephemeral curve (observed), though RFC 4492 4 would let it. */
function sharesGroup(hello: ClientHello): boolean {
  const data = hello.extensions.find(({ type }) => type === SUPPORTED_GROUPS)?.data ?? Buffer.alloc(0);
  for (let at = 2; at + 1 < data.length; at += 2) if (opensslGroups.has(data.readUInt16BE(at))) return true;
  return false;
}

function names(openssl: readonly OpensslSuite[], own: readonly EngineSuite[]): string[] {
  return [...new Set([...openssl, ...own].map(({ name }) => name))];
}

function refusal(choice: ChosenRefusal, hello: ClientHello, agreed: number | undefined): EngineRefusal {
  const { reason, alert, detail, offered, served } = choice;
  // TLS 1.3 writes 1.2 into its records (RFC 8446 5.1); a client of SSL 2.0 is told in SSL 3.0.
  const recordVersion = Math.max(tlsVersion.ssl3, Math.min(agreed ?? hello.version, tlsVersion.tls12));
  return {
    refused: reason as EngineRefusalReason,
    alert: alert ?? 'handshake_failure',
    detail,
    recordVersion,
    ...(offered && { offered }),
    ...(served && { served }),
  };
}
