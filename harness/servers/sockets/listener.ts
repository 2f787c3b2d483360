/** A socket a server listens on. */
export interface Listener {
  readonly protocol: 'udp' | 'tcp';
  readonly address: string;
  readonly port: number;
  /** Stop listening and end what is open; resolves when nothing is left. */
  close(): Promise<void>;
}

/** Where to listen; port 0 takes any free one. */
export interface ListenPlace {
  /** Endpoint name, for errors: `dns`. */
  readonly service: string;
  readonly address: string;
  readonly port: number;
  /** A socket that was handed over, bound already, in place of one to be opened. */
  readonly descriptor?: number | undefined;
}
