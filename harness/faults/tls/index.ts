import type { Interference } from '../../tls/interference.js';
import type { FaultKind } from '../kind.js';
import { alert } from './alert.js';
import { askRenegotiation } from './ask-renegotiation.js';
import { close } from './close.js';
import { noCloseNotify } from './no-close-notify.js';
import { refuseConnection } from './refuse-connection.js';
import { reset } from './reset.js';
import { slowFlight } from './slow-flight.js';
import { stall } from './stall.js';
import { swapChain } from './swap-chain.js';
import { wrongFinished } from './wrong-finished.js';
import { wrongVersion } from './wrong-version.js';

/** The faults of a TLS port, in the order of the handshake. */
export const tlsFaults: readonly FaultKind<Interference>[] = [
  refuseConnection,
  stall,
  reset,
  close,
  alert,
  wrongVersion,
  swapChain,
  slowFlight,
  wrongFinished,
  askRenegotiation,
  noCloseNotify,
];
