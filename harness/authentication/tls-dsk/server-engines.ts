import { constants } from 'node:crypto';
import { TLSSocket } from 'node:tls';
import { createEngineServer, type EngineIdentity } from '../../tls/engine/index.js';
import { type ServerIdentity, serverSecureContext } from '../../tls/index.js';
import type { TlsSettings } from '../../tls/settings/index.js';
import { usableEngineSuites, usableOpensslSuites } from '../../tls/settings/usable-suites.js';
import { certificatePem } from './certificate-pem.js';
import { subjectOf } from './distinguished-name.js';
import { OpensslEngine } from './openssl-engine.js';
import { Tls10Engine } from './tls10-engine.js';

/** The handshake's server side on the TLS 1.0 engine. Without a session store every association is a full handshake. */
export function tls10Server(
  identity: EngineIdentity,
  clientAuthorities: readonly Buffer[],
  settings: TlsSettings,
): Tls10Engine {
  const suites = usableEngineSuites(settings, true).map(({ id }) => id);
  // Not required: that a client showed none is told in SIP, as for a certificate of somebody else.
  const clientCertificate = { authorities: clientAuthorities.map(subjectOf), required: false };
  return new Tls10Engine((output) => createEngineServer({ identity, suites, clientCertificate }, output));
}

/** The same on OpenSSL. @throws HarnessError TLS_CERTIFICATE_UNUSABLE */
export function opensslServer(
  tls: ServerIdentity,
  clientAuthorities: readonly Buffer[],
  settings: TlsSettings,
): OpensslEngine {
  const names = usableOpensslSuites(settings).map(({ opensslName }) => opensslName);
  const secureContext = serverSecureContext(tls, {
    minVersion: settings.minVersion,
    maxVersion: settings.maxVersion,
    ciphers: [...names, '@SECLEVEL=0'].join(':'),
    ca: clientAuthorities.map(certificatePem),
    // Every association is a full handshake; a ticket would only make the last flight longer.
    secureOptions: constants.SSL_OP_NO_TICKET,
  });
  return new OpensslEngine(
    'server',
    (stream) => new TLSSocket(stream, { isServer: true, requestCert: true, rejectUnauthorized: false, secureContext }),
  );
}
