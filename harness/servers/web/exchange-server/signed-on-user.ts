import type { User } from '../../../deployment/index.js';
import type { WebAnswer, WebExchange } from '../exchange.js';
import { authenticateWindows } from '../windows-authentication.js';

/** Longest account name recorded. */
const MAX_ACCOUNT = 128;

/** Who asks, by NTLM on the connection: a PIN or a certificate of the Lync web services counts for nothing here. */
export function signedOnUser(exchange: WebExchange): { readonly user: User } | { readonly answer: WebAnswer } {
  const outcome = authenticateWindows(exchange);
  if (!('answer' in outcome)) return outcome;
  if (outcome.refusal) {
    const { problem, account } = outcome.refusal;
    exchange.record('exchange.refused', {
      problem,
      ...(account !== undefined && { account: exchange.secrets.text(account).slice(0, MAX_ACCOUNT) }),
    });
  }
  return { answer: outcome.answer };
}
