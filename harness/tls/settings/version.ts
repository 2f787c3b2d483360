import { type ClientHello, tlsVersion, versionName } from '../../wire/tls/index.js';
import type { ServerTlsVersion } from './settings.js';

/** From the oldest. */
export const serverVersions: readonly ServerTlsVersion[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

/** As on the wire, 0x0301 to 0x0304. */
export function versionNumber(version: ServerTlsVersion): number {
  return tlsVersion.tls10 + serverVersions.indexOf(version);
}

/** The extension supported_versions (RFC 8446 4.2.1): what it lists is offered, and nothing else. */
const SUPPORTED_VERSIONS = 43;

/**
 * Whether a hello offers a version. Without the list it offers every version up to its own, TLS 1.2 at most; a hello of
 * SSL 3.0 or older has no say in newer ones, list or not (RFC 8446 D.5).
 */
export function offersVersion(hello: ClientHello, version: number): boolean {
  if (hello.version <= tlsVersion.ssl3) return version <= hello.version;
  if (hello.extensions.some(({ type }) => type === SUPPORTED_VERSIONS)) {
    return hello.versions.includes(versionName(version));
  }
  return version <= Math.min(hello.version, tlsVersion.tls12);
}
