import type { AlertName } from '../wire/tls/index.js';
import type { EngineIdentity } from './engine/options.js';
import type { ServerIdentity } from './server-context.js';

/** Where in a handshake, seen from the server, something is done to it. */
export type InterferencePoint =
  /** Before anything is read. */
  | 'connection'
  /** The ClientHello is whole, nothing was answered. */
  | 'client-hello'
  /** The certificate flight has been sent. */
  | 'certificate'
  /** The client's Finished has come, the server's has not been sent. */
  | 'finished'
  /** The handshake is over. */
  | 'established';

/** One thing done to one connection; made by a fault, carried out by `acceptTls`. */
export type Interference =
  /** RST at once. */
  | { readonly do: 'reset'; readonly at: InterferencePoint }
  /** FIN without an alert or close_notify. */
  | { readonly do: 'close'; readonly at: InterferencePoint }
  /** Says nothing more and keeps the connection open. */
  | { readonly do: 'stall'; readonly at: InterferencePoint }
  | {
      readonly do: 'alert';
      readonly at: InterferencePoint;
      readonly alert: AlertName;
      readonly level: 'warning' | 'fatal';
    }
  /** The ServerHello names a version the phone did not ask for: 0x0300, 0x0303. */
  | { readonly do: 'wrong-version'; readonly version: number }
  /** Another chain than the port's, with its own key. */
  | { readonly do: 'swap-chain'; readonly tls: ServerIdentity; readonly identity: EngineIdentity }
  /** The records up to the certificate flight's end are cut into pieces, with a pause after each. */
  | { readonly do: 'slow-flight'; readonly recordBytes: number; readonly pauseMs: number }
  | { readonly do: 'wrong-finished' }
  /** A HelloRequest right after the handshake. */
  | { readonly do: 'ask-renegotiation' }
  /** FIN without close_notify when the server ends the connection. */
  | { readonly do: 'no-close-notify' };
