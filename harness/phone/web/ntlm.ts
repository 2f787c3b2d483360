import { ntlmAuthenticate, ntlmNegotiate } from '../../authentication/ntlm/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import type { Secret } from '../../foundation/secret.js';
import type { WebAnswer, WebRequest } from '../network/http/web-client.js';

export interface WindowsCredentials {
  readonly user: string;
  readonly domain: string;
  readonly password: Secret;
}

/** What NTLM looks at of an answer. */
export type WebHead = Omit<WebAnswer, 'body'>;

/** A web client, or one of its ways to send. */
export interface Sender<T extends WebHead> {
  send(request: WebRequest): Promise<T>;
}

/**
 * A request with NTLM over HTTP: bare, with the negotiate message, with the answer to the challenge, all three on
 * one connection (RFC 4559 with the scheme NTLM). Gives the last answer, whatever its status. A connection that ends
 * between the last two is lost, and no answer about the password.
 * @throws HarnessError NTLM_UNUSABLE, and the errors of `WebClient.send`
 */
export async function sendWithNtlm<T extends WebHead = WebAnswer>(
  web: Sender<T>,
  request: WebRequest,
  credentials: WindowsCredentials,
): Promise<T> {
  const bare = await web.send(request);
  if (bare.status !== 401) return bare;
  if (offer(bare) === undefined) throw unusable('the server offers no NTLM');
  const there = { ...request, url: bare.url };
  const challenged = await web.send(withToken(there, ntlmNegotiate()));
  if (challenged.status !== 401) return challenged;
  const token = offer(challenged);
  if (!token) throw unusable('the server sent no challenge');
  const answer = ntlmAuthenticate(Buffer.from(token, 'base64'), credentials);
  // On another connection nobody would know the challenge it answers, and would call the password wrong.
  return await web.send({ ...withToken(there, answer), url: challenged.url, sameConnection: true });
}

/** The token behind `WWW-Authenticate: NTLM`, empty for the bare offer, `undefined` without one. */
function offer(answer: Pick<WebHead, 'header'>): string | undefined {
  for (const value of answer.header('www-authenticate')) {
    const match = /^\s*NTLM(?:\s+([A-Za-z0-9+/=]+))?\s*$/i.exec(value);
    if (match) return match[1] ?? '';
  }
  return undefined;
}

function withToken(request: WebRequest, token: Buffer): WebRequest {
  return { ...request, headers: { ...request.headers, Authorization: `NTLM ${token.toString('base64')}` } };
}

function unusable(detail: string): HarnessError {
  return new HarnessError('NTLM_UNUSABLE', { detail });
}
