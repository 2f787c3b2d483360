import { webTicketSettings } from '../../../deployment/index.js';
import { notSoap, unknownRequest } from '../answers.js';
import { isSecure } from '../connection.js';
import type { WebHandler } from '../exchange.js';
import { accountOf } from '../windows-account.js';
import { issueTicket } from './issue-ticket.js';
import { refuseTicket } from './refuse.js';

/**
 * POST to the Auth port: a ticket for a user name, `DOMAIN\user` or a user principal name, and a password, both in base64
 * (observed; plain text is taken, too). The dial-in page and mobile clients use it; off unless the scenario wants it.
 */
export const usernameTicket: WebHandler = (exchange) => {
  const { context, request } = exchange;
  if (!isSecure(exchange.connection)) return refuseTicket(exchange, 'username', 'not-https');
  if (!request.envelope?.operation) return notSoap(exchange);
  if (!webTicketSettings(context.deployment).usernameAuthentication) {
    return unknownRequest(exchange, refuseTicket(exchange, 'username', 'username-authentication-off'));
  }
  const credential = request.credential;
  if (!credential || credential.rule === 'digits') {
    return unknownRequest(exchange, refuseTicket(exchange, 'username', 'no-credential'));
  }
  const [domain, name] = splitAccount(credential.username);
  const user = accountOf(context.deployment, name, domain);
  const account = credential.username;
  if (!user) return refuseTicket(exchange, 'username', 'unknown-user', account);
  if (user.password.reveal() !== credential.password.reveal()) {
    return refuseTicket(exchange, 'username', 'wrong-password', account);
  }
  if (!context.pool.accounts.isEnabled(user)) return refuseTicket(exchange, 'username', 'user-disabled', account);
  const proven = { user: user.sipAddress, method: 'username', rule: credential.rule } as const;
  return issueTicket(exchange, request.envelope.operation, proven);
};

function splitAccount(account: string): [domain: string, name: string] {
  const at = account.indexOf('\\');
  return at < 0 ? ['', account] : [account.slice(0, at), account.slice(at + 1)];
}
