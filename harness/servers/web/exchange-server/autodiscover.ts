import { host } from '../../../deployment/index.js';
import {
  readAutodiscoverRequest,
  writeAutodiscoverError,
  writeAutodiscoverSettings,
} from '../../../wire/exchange/index.js';
import { unknownRequest, xmlAnswer } from '../answers.js';
import type { WebHandler } from '../exchange.js';
import { mailboxOf, userOfMail } from './mailbox.js';
import { signedOnUser } from './signed-on-user.js';

/** POST of `/Autodiscover/Autodiscover.xml` (MS-OXDSCLI): where the mailbox of an address is. */
export const autodiscover: WebHandler = (exchange) => {
  const signedOn = signedOnUser(exchange);
  if ('answer' in signedOn) return signedOn.answer;
  const { deployment, clock } = exchange.context;
  const { name: user } = signedOn.user;
  const address = readAutodiscoverRequest(exchange.request.document);
  if (address === undefined) {
    exchange.record('exchange.autodiscover', { user, address: '', result: 'invalid-request' });
    return unknownRequest(exchange, xmlAnswer(writeAutodiscoverError(600, 'Invalid Request', clock.now())));
  }
  const owner = userOfMail(deployment, address);
  const told = exchange.secrets.text(address);
  exchange.record('exchange.autodiscover', { user, address: told, result: owner ? 'settings' : 'unknown-address' });
  if (!owner) return xmlAnswer(writeAutodiscoverError(500, "The email address can't be found.", clock.now()));
  return xmlAnswer(writeAutodiscoverSettings(mailboxOf(deployment, owner), host(deployment, 'exchange').fqdn));
};
