import { constants } from 'node:crypto';
import { type SecureContext, TLSSocket } from 'node:tls';
import { createEngineServer } from '../../tls/engine/index.js';
import { type PortCertificate, serverSecureContext, type TlsPort, type TlsSettings, tlsPort } from '../../tls/index.js';
import { opensslContextOptions } from '../../tls/settings/openssl-context.js';
import type { ClientHello } from '../../wire/tls/index.js';
import { certificatePem } from './certificate-pem.js';
import { subjectOf } from './distinguished-name.js';
import type { InnerEngine } from './inner-engine.js';
import { innerSettings } from './inner-settings.js';
import { OpensslEngine } from './openssl-engine.js';
import { Tls10Engine } from './tls10-engine.js';

export interface TlsDskPortOptions {
  /** The Front End's, RSA. */
  readonly certificate: PortCertificate;
  /** DER of the authorities whose user certificates are taken: the names in the CertificateRequest. */
  readonly clientAuthorities: readonly Buffer[];
  /** Of the port the connections come in by; in here TLS 1.2 is the newest. Default: those of a port that takes all. */
  readonly settings?: TlsSettings;
}

/** What all inner handshakes of one SIP port share. */
export class TlsDskPort {
  readonly #options: TlsDskPortOptions;
  readonly #port: TlsPort;
  #context: SecureContext | undefined;

  /** @throws HarnessError TLS_CERTIFICATE_UNUSABLE */
  constructor(options: TlsDskPortOptions) {
    this.#options = options;
    this.#port = tlsPort({ certificate: options.certificate, settings: innerSettings(options.settings) });
  }

  /** The engine that serves a hello, or why none does. It asks for a client certificate and takes a client without. */
  engineFor(hello: ClientHello): InnerEngine | { readonly refused: string } {
    const choice = this.#port.choose(hello);
    if ('refused' in choice) return { refused: choice.detail };
    return choice.engine === 'tls10' ? this.#tls10() : this.#openssl();
  }

  #tls10(): InnerEngine {
    const { identity, suites = [] } = this.#port.engineOptions();
    const authorities = this.#options.clientAuthorities.map(subjectOf);
    const clientCertificate = { authorities, required: false };
    // Without a session store every association is a full handshake, as on OpenSSL.
    return new Tls10Engine((output) => createEngineServer({ identity, suites, clientCertificate }, output));
  }

  #openssl(): InnerEngine {
    this.#context ??= serverSecureContext(this.#options.certificate.tls, {
      ...opensslContextOptions(this.#port.settings),
      ca: this.#options.clientAuthorities.map(certificatePem),
      // Every association is a full handshake; a ticket would only make the last flight longer.
      secureOptions: constants.SSL_OP_NO_TICKET,
    });
    const options = { isServer: true, requestCert: true, rejectUnauthorized: false, secureContext: this.#context };
    return new OpensslEngine('server', (stream) => new TLSSocket(stream, options));
  }
}
