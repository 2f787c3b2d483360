import { autodiscoverPath, host } from '../../../deployment/index.js';
import { pageAnswer } from '../answers.js';
import { isSecure } from '../connection.js';
import type { WebHandler } from '../exchange.js';
import { signedOnUser } from './signed-on-user.js';

/** GET of Autodiscover: over http a redirect to https, which clients follow after they asked the https names in vain. */
export const sendToHttps: WebHandler = (exchange) => {
  if (isSecure(exchange.connection)) {
    const signedOn = signedOnUser(exchange);
    // Autodiscover is asked by POST; what it says to anything else is a page (documented: error 600 in it).
    return 'answer' in signedOn ? signedOn.answer : pageAnswer(200, 'Invalid Request (600).');
  }
  const location = `https://${host(exchange.context.deployment, 'exchange').fqdn}${autodiscoverPath}`;
  return { ...pageAnswer(302, 'The service has moved.'), headers: { Location: location } };
};
