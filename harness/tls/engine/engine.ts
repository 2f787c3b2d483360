import type { HarnessError } from '../../foundation/errors/index.js';
import type { EngineSuite } from './suite.js';

/** What a TLS 1.0 engine tells its owner, synchronously, from within `receive`, `write` or `close`. */
export interface EngineOutput {
  /** Records for the peer, in order. */
  send(records: Buffer): void;
  /** Both Finished messages are exchanged; keys can be exported, data written. */
  established(): void;
  /** Application data of the peer; never empty. */
  data(bytes: Buffer): void;
  /** The peer's close_notify; nothing follows it. */
  ended(): void;
  /** A warning of the peer other than close_notify, by its RFC name; the connection goes on. */
  warned(alert: string): void;
  /**
   * The connection is over: TLS_ALERT_RECEIVED (a fatal alert of the peer) or TLS_ALERT_SENT (this side's own; it was
   * sent before this is called). Called once; afterwards the engine takes and gives nothing.
   */
  failed(error: HarnessError): void;
}

/** One TLS 1.0 connection without any I/O: bytes in, bytes out. Never throws for what a peer sends. */
export interface TlsEngine {
  /** Starts a client's handshake; a server waits for the hello and does nothing here. */
  start(): void;
  /** Bytes from the peer, however cut. */
  receive(bytes: Buffer): void;
  /** Application data for the peer, after `established`. */
  write(bytes: Buffer): void;
  /** Sends close_notify, once. */
  close(): void;
  /** Asks for a new handshake with a HelloRequest (server only); the engine does not carry one out. */
  requestRenegotiation(): void;
  readonly established: boolean;
  /** Known from the ServerHello on. */
  readonly suite: EngineSuite | undefined;
  /** The certificates the peer showed, DER, leaf first; for a client's certificate only once its possession is proved. */
  readonly peerChain: readonly Buffer[];
  /** SNI of the hello, for servers. */
  readonly serverName: string | undefined;
  readonly resumed: boolean;
  /** RFC 5705 without a context: PRF(master, label, client_random + server_random). Throws TLS_NOT_ESTABLISHED. */
  exportKeyingMaterial(length: number, label: string): Buffer;
  /** `CLIENT_RANDOM <hex> <hex>`, the NSS key log line; undefined before keys exist. */
  readonly keyLogLine: string | undefined;
}
