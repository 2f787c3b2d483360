import type { Duplex } from 'node:stream';
import type { ServerContext } from '../../context.js';
import { resetStream } from '../../sockets/index.js';
import { isSecure, type WebConnection } from '../connection.js';

/** Carries out the scenario's faults of a plain port; true when the connection is gone. */
export function connectionRefused(
  { faults }: Pick<ServerContext, 'faults'>,
  connection: Pick<WebConnection, 'id' | 'device' | 'service'>,
  stream: Duplex,
): boolean {
  if (isSecure(connection)) return false;
  const [refusal] = faults.for('web-http.connection', { device: connection.device, connection: connection.id });
  if (!refusal) return false;
  refusal.fired();
  // No server has it yet that would listen.
  stream.on('error', () => {});
  resetStream(stream);
  return true;
}
