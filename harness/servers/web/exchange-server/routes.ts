import { autodiscoverPath, exchangeServicePath } from '../../../deployment/index.js';
import { notSecureAnswer } from '../answers.js';
import { isSecure } from '../connection.js';
import type { WebHandler } from '../exchange.js';
import type { Route } from '../routes.js';
import { autodiscover } from './autodiscover.js';
import { sendToHttps } from './send-to-https.js';
import { exchangeWebService } from './web-service.js';

/** Credentials are taken over https alone: IIS demands it of these folders. */
const secureOnly =
  (handler: WebHandler): WebHandler =>
  (exchange) =>
    isSecure(exchange.connection) ? handler(exchange) : notSecureAnswer();

/** What the Exchange host serves. Everything else is not found. */
export const exchangeRoutes: readonly Route[] = [
  { method: 'get', path: autodiscoverPath, handler: sendToHttps },
  { method: 'post', path: autodiscoverPath, handler: secureOnly(autodiscover) },
  { method: 'post', path: exchangeServicePath, handler: secureOnly(exchangeWebService) },
];
