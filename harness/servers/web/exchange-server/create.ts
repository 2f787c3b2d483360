import type { ServerContext } from '../../context.js';
import { createWebServer, type WebServer, type WebServerOptions } from '../web-server.js';
import { exchangeRoutes } from './routes.js';

/** The core of the Exchange host: Autodiscover and Exchange Web Services, behind the same NTLM as Lync's. */
export function createExchangeServer(
  context: ServerContext,
  options: Omit<WebServerOptions, 'routes'> = {},
): WebServer {
  return createWebServer(context, { ...options, routes: exchangeRoutes });
}
