import type { ServerContext } from '../../context.js';
import type { Listener, ListenPlace } from '../../sockets/index.js';
import { listenSecure } from '../listen-https.js';
import type { WebServer } from '../web-server.js';
import { presentedCertificate } from './presented-certificate.js';

/** The Exchange host on https, under its own certificate chain. Errors: TLS_CERTIFICATE_UNUSABLE, listen errors. */
export async function listenExchange(
  exchange: WebServer,
  context: ServerContext,
  place: ListenPlace,
): Promise<Listener> {
  return await listenSecure(exchange, context, place, {
    service: 'exchange',
    portNow: presentedCertificate(context),
  });
}
