import { addressBookPath, host, webTicketUrl } from '../../../deployment/index.js';
import { notSecureAnswer, pageAnswer, unknownRequest } from '../answers.js';
import { bearerChallenge, checkBearer } from '../check-bearer.js';
import { isSecure } from '../connection.js';
import type { WebHandler } from '../exchange.js';
import { authenticateWindows } from '../windows-authentication.js';

/**
 * GET below `/abs/handler`: files of the address book, and photos. A ticket opens it, and NTLM does where it is begun, as
 * the real handler takes it (inferred). There is no file: their format is not documented, and clients of the web query need none.
 */
export const downloadAddressBook: WebHandler = (exchange) => {
  if (!isSecure(exchange.connection)) return notSecureAnswer();
  const { deployment } = exchange.context;
  const base = `https://${host(deployment, 'web').fqdn}${addressBookPath}`;
  if (exchange.request.headers.authorization !== undefined) {
    const outcome = authenticateWindows(exchange);
    if ('answer' in outcome) return outcome.answer;
    return unknownRequest(exchange, pageAnswer(404, 'There is no such file.'));
  }
  const ticket = checkBearer(exchange, [base, `https://${host(deployment, 'web').fqdn}${exchange.request.path}`]);
  if (!ticket.ok && !exchange.connection.ntlm.user) {
    exchange.record('address-book.refused', { part: 'download', problem: ticket.problem });
    return {
      ...pageAnswer(401, 'Access is denied.'),
      headers: { ...bearerChallenge(webTicketUrl(deployment)), 'WWW-Authenticate': 'NTLM' },
    };
  }
  return unknownRequest(exchange, pageAnswer(404, 'There is no such file.'));
};
