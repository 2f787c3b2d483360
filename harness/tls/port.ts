import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { SecureContext } from 'node:tls';
import { HarnessError } from '../foundation/errors/index.js';
import { type ClientHello, versionName } from '../wire/tls/index.js';
import type { EngineIdentity, EngineServerOptions, SessionStore } from './engine/options.js';
import { MemorySessionStore } from './engine/session-store.js';
import type { PortServes } from './refusal-detail.js';
import { type ServerIdentity, serverSecureContext } from './server-context.js';
import { type ChosenEngine, engineChooser } from './settings/choose-engine.js';
import { opensslContextOptions } from './settings/openssl-context.js';
import { type ServedSuite, servedSuites } from './settings/served-suites.js';
import type { TlsSettings } from './settings/settings.js';
import { usableEngineSuites } from './settings/usable-suites.js';
import { versionNumber } from './settings/version.js';
import { rememberTaken, takenBefore } from './taken-certificates.js';

/** What a port presents. */
export interface PortCertificate {
  readonly tls: ServerIdentity;
  /** DER as sent, leaf first. */
  readonly chain: readonly Buffer[];
  /** The leaf's; needed where `tls` is a PFX, whose key only OpenSSL gets at. */
  readonly privateKey?: KeyObject;
}

export interface TlsPortOptions {
  readonly certificate: PortCertificate;
  readonly settings: TlsSettings;
  /** Of the TLS 1.0 engine; default one in memory. OpenSSL keeps its own, as Node does. */
  readonly sessions?: SessionStore;
  /** Gets the NSS key log line of every connection, whichever engine serves it; without a line end. */
  keyLog?(line: string): void;
}

/** What all connections of one TLS port share: its certificate, what it speaks, its sessions. Made once a listener. */
export class TlsPort {
  readonly settings: TlsSettings;
  readonly chain: readonly Buffer[];
  readonly leafKeyIsRsa: boolean;
  readonly keyLog: ((line: string) => void) | undefined;
  /** Which engine serves a hello. */
  readonly choose: (hello: ClientHello) => ChosenEngine;
  readonly #certificate: PortCertificate;
  readonly #sessions: SessionStore;
  #context: SecureContext | undefined;
  #identity: EngineIdentity | undefined;
  #served: readonly ServedSuite[] | undefined;
  #serves: PortServes | undefined;

  /** @throws HarnessError TLS_CERTIFICATE_UNUSABLE */
  constructor(options: TlsPortOptions) {
    const { certificate, settings, keyLog } = options;
    this.#certificate = certificate;
    this.chain = certificate.chain;
    this.keyLog = keyLog && ((line) => keyLog(line));
    this.#sessions = options.sessions ?? new MemorySessionStore();
    this.leafKeyIsRsa = leafKeyIsRsa(certificate);
    this.settings = withoutKey(certificate) ? withoutEngine(settings) : settings;
    this.choose = engineChooser(this.settings, this.leafKeyIsRsa);
    // A certificate nobody can use is told when the port opens, not when the first phone comes.
    const openssl = opensslContextOptions(this.settings);
    if (!openssl) this.#ownIdentity();
    else if (!takenBefore(certificate.tls, openssl)) this.secureContext();
  }

  /** Every suite at every version, with the engine that serves it here or the reason why none does. */
  get served(): readonly ServedSuite[] {
    this.#served ??= servedSuites(this.settings, this.leafKeyIsRsa);
    return this.#served;
  }

  /** Names of what the port serves, as hellos are recorded. */
  get serves(): PortServes {
    this.#serves ??= namesOf(this.served.filter(({ engine }) => engine !== 'none'));
    return this.#serves;
  }

  /** OpenSSL's context, the same for every connection, so that its tickets are taken again. */
  secureContext(): SecureContext {
    if (this.#context) return this.#context;
    const options = opensslContextOptions(this.settings);
    this.#context = serverSecureContext(this.#certificate.tls, options);
    if (options) rememberTaken(this.#certificate.tls, options);
    return this.#context;
  }

  /** For the TLS 1.0 engine. */
  engineOptions(): EngineServerOptions {
    const suites = usableEngineSuites(this.settings, this.leafKeyIsRsa).map(({ id }) => id);
    return { identity: this.#ownIdentity(), suites, sessions: this.#sessions };
  }

  /** The same port with another certificate, and without its sessions: a taken up session shows no certificate. */
  presenting(certificate: PortCertificate): TlsPort {
    const { settings, keyLog } = this;
    return new TlsPort({ certificate, settings, ...(keyLog && { keyLog }) });
  }

  #ownIdentity(): EngineIdentity {
    this.#identity ??= { chain: this.chain, privateKey: privateKeyOf(this.#certificate) };
    return this.#identity;
  }
}

/** @throws HarnessError TLS_CERTIFICATE_UNUSABLE */
export function tlsPort(options: TlsPortOptions): TlsPort {
  return new TlsPort(options);
}

function namesOf(served: readonly ServedSuite[]): PortServes {
  return {
    versions: [...new Set(served.map(({ version }) => versionName(versionNumber(version))))],
    suites: [...new Set(served.map(({ suite }) => suite))],
  };
}

function withoutKey({ tls, privateKey }: PortCertificate): boolean {
  return privateKey === undefined && 'pfx' in tls;
}

/** Forced on the engine all the same, the port has nothing to serve with; that is told when it opens. */
function withoutEngine(settings: TlsSettings): TlsSettings {
  return settings.engine === 'auto' ? { ...settings, engine: 'openssl' } : settings;
}

function leafKeyIsRsa({ chain, privateKey }: PortCertificate): boolean {
  const type = privateKey?.asymmetricKeyType ?? publicKeyType(chain[0]);
  return type === undefined || type.startsWith('rsa');
}

/** Undefined for a leaf so broken that OpenSSL does not read it: then the engines have the word. */
function publicKeyType(leaf: Buffer | undefined): string | undefined {
  try {
    return leaf && new X509Certificate(leaf).publicKey.asymmetricKeyType;
  } catch {
    return undefined;
  }
}

function privateKeyOf({ tls, privateKey }: PortCertificate): KeyObject {
  if (privateKey) return privateKey;
  if ('pfx' in tls) {
    const detail = 'the TLS 1.0 engine needs the key itself, which was not found in the PFX';
    throw new HarnessError('TLS_CERTIFICATE_UNUSABLE', { detail });
  }
  try {
    return createPrivateKey(tls.key);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new HarnessError('TLS_CERTIFICATE_UNUSABLE', { detail }, { cause: error });
  }
}
