import type { RequestListener } from 'node:http';
import { createRequire } from 'node:module';
import type express from 'express';
import type { WebTicketIssuer } from '../../authentication/web-ticket/index.js';
import type { ServerContext } from '../context.js';
import { notFound } from './answers.js';
import { ChosenRoutes } from './chosen-routes.js';
import type { WebHandler } from './exchange.js';
import { type Route, routes } from './routes.js';
import { type ConnectionOf, serving } from './serving.js';

/** Express takes long to load, and most of what imports this room never serves a request. */
let expressLoaded: typeof express | undefined;

/**
 * The web services; `connectionOf` knows the connection of a socket. Express chooses who answers a path when the path is
 * asked for first, and only then: it gives every request and answer another prototype, which makes all that is done with
 * them slow (measured: half of what a request costs). Its application is made with the first request, for many a phone
 * never gets so far.
 */
export function createApplication(
  context: ServerContext,
  tickets: WebTicketIssuer,
  connectionOf: ConnectionOf,
  served: readonly Route[] = routes,
): RequestListener {
  expressLoaded ??= createRequire(import.meta.url)('express') as typeof express;
  const create = expressLoaded;
  const serve = serving(context, tickets, connectionOf);
  const chosen = new ChosenRoutes<RequestListener>();
  let made: RequestListener | undefined;
  return (message, response) => {
    const known = chosen.of(message);
    if (known) {
      known(message, response);
      return;
    }
    made ??= expressApplication(create(), serve, chosen, served);
    made(message, response);
  };
}

/** What Express is for: it knows which path is whose. */
function expressApplication(
  application: express.Express,
  serve: (handler: WebHandler) => RequestListener,
  chosen: ChosenRoutes<RequestListener>,
  served: readonly Route[],
): RequestListener {
  application.disable('x-powered-by');
  application.disable('etag');
  application.set('query parser', false);
  for (const { method, path, handler } of served) {
    const answering = serve(handler);
    application[method](path, (message, response) => {
      chosen.remember(message, answering);
      answering(message, response);
    });
  }
  const unknown = serve(notFound);
  application.use((message, response) => unknown(message, response));
  // Express itself refuses paths it cannot decode; that is a request nobody knows, too.
  const refused: express.ErrorRequestHandler = (_error, message, response, _next) => unknown(message, response);
  application.use(refused);
  return application;
}
