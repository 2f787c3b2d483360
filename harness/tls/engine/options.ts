import type { KeyObject } from 'node:crypto';

/** A certificate chain with the key of its leaf, RSA. */
export interface EngineIdentity {
  /** DER, leaf first. */
  readonly chain: readonly Buffer[];
  readonly privateKey: KeyObject;
}

/** What a session leaves for resumption (RFC 2246 7.3). */
export interface EngineSession {
  readonly id: Buffer;
  /** Of the suite it was made with; resumed only with the same. */
  readonly suite: number;
  readonly master: Buffer;
  /** What the client showed in the full handshake, DER. */
  readonly clientChain: readonly Buffer[];
  /** What the server showed in the full handshake, DER; a client's sessions have it. */
  readonly serverChain?: readonly Buffer[];
}

/** Where a server keeps sessions; bounded. */
export interface SessionStore {
  get(id: Buffer): EngineSession | undefined;
  put(session: EngineSession): void;
  delete(id: Buffer): void;
}

/** What a server does wrong on purpose. */
export interface ServerQuirks {
  /** Its Finished does not match the handshake. */
  readonly wrongFinished?: boolean;
  /** The ServerHello names this version, such as 0x0300 or 0x0303, and the handshake goes on as if nothing were wrong. */
  readonly helloVersion?: number;
}

export interface EngineServerOptions {
  readonly identity: EngineIdentity;
  /** Suite numbers in order of preference; default: all of the engine. */
  readonly suites?: readonly number[];
  /** Asks for a client certificate, with these issuers' names (DER of their certificates' subjects). */
  readonly clientCertificate?: { readonly authorities: readonly Buffer[]; readonly required: boolean };
  /** Resumption by session id; without it every handshake is a full one, with an empty id. */
  readonly sessions?: SessionStore;
  /** Longest plain record sent; default 16384. */
  readonly maxRecord?: number;
  readonly quirks?: ServerQuirks;
}

export interface EngineClientOptions {
  /** Suite numbers as offered, in this order; signalling numbers such as 0x00ff may be among them. */
  readonly suites: readonly number[];
  /** `sslv2` wraps the hello as clients of Windows CE may do; without extensions and session. Default `tls`. */
  readonly helloFormat?: 'tls' | 'sslv2';
  /** SNI; Lync Phone Edition sends none. */
  readonly serverName?: string;
  /** Shown when the server asks; without one an empty list is sent. */
  readonly identity?: EngineIdentity;
  /** Offered for resumption. */
  readonly session?: EngineSession;
  /** Given a new session that can be resumed. */
  keep?(session: EngineSession): void;
  readonly maxRecord?: number;
}
