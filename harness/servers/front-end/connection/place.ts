/** An address and port, as a socket gives them. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** Where a client's stream comes from; the core itself knows no sockets. */
export interface FrontEndConnection {
  /** Unique within a run: `front-end#3`. */
  readonly id: string;
  /** The device's key in the journal. */
  readonly device?: string | undefined;
  readonly peer: Endpoint;
  readonly local: Endpoint;
  /** The host between, where it is not this server the client connected to. */
  readonly through?: 'edge' | undefined;
}
