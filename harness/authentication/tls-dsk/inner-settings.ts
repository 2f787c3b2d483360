import {
  defaultTlsSettings,
  type ServerTlsVersion,
  serverVersions,
  type TlsSettings,
} from '../../tls/settings/index.js';

/** Keys cannot be exported the same way from anything newer. */
const NEWEST: ServerTlsVersion = 'TLSv1.2';

/**
 * RSA key exchange with SHA-1 or MD5, strongest first: the suites whose signatures were seen. A port whose settings name
 * its suites has those here too.
 */
const knownSuites: readonly string[] = ['AES128-SHA', 'AES256-SHA', 'DES-CBC3-SHA', 'RC4-SHA', 'RC4-MD5'];

/**
 * What the handshake inside SIP speaks on a port of these settings: one library of the server does both (inferred), but
 * here nobody sends SNI, and TLS 1.2 is the newest.
 */
export function innerSettings(port: TlsSettings = defaultTlsSettings): TlsSettings {
  return {
    engine: port.engine,
    minVersion: older(port.minVersion, NEWEST),
    maxVersion: older(port.maxVersion, NEWEST),
    suites: port.suites ?? knownSuites,
    requireServerName: false,
  };
}

function older(a: ServerTlsVersion, b: ServerTlsVersion): ServerTlsVersion {
  return serverVersions.indexOf(a) < serverVersions.indexOf(b) ? a : b;
}
