import { HarnessError } from '../../foundation/errors/index.js';
import type { ListenPlace } from './listener.js';

/** The system's listen error as one the operator can act on. */
export function listenError(error: unknown, protocol: 'UDP' | 'TCP', place: ListenPlace): Error {
  const details = { protocol, port: place.port, address: place.address, service: place.service };
  if (place.descriptor !== undefined) {
    const detail = error instanceof Error ? error.message : String(error);
    return new HarnessError('SOCKET_UNUSABLE', { ...details, detail }, { cause: error });
  }
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new HarnessError('PORT_TAKEN', details, { cause: error });
    case 'EACCES':
    case 'EPERM':
      return new HarnessError('PORT_FORBIDDEN', details, { cause: error });
    case 'EADDRNOTAVAIL':
      return new HarnessError('ADDRESS_UNAVAILABLE', details, { cause: error });
    default:
      return error instanceof Error ? error : new Error(String(error));
  }
}
