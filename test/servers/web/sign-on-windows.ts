import { ntlmAuthenticate, ntlmNegotiate } from '../../../harness/authentication/ntlm/index.js';
import { Secret } from '../../../harness/foundation/secret.js';
import type { Answer, Ask, WebClient } from './client.js';

export interface WindowsAsk extends Ask {
  readonly user?: string;
  readonly password: string;
}

/** A request with NTLM on this connection, all three legs; the last answer. */
export async function signOnWindows(client: WebClient, path: string, ask: WindowsAsk): Promise<Answer> {
  const { user = 'alice', password, ...request } = ask;
  const leg = (token: Buffer) =>
    client.ask(path, {
      ...request,
      headers: { ...request.headers, Authorization: `NTLM ${token.toString('base64')}` },
    });
  const challenged = await leg(ntlmNegotiate());
  const challenge = challenged.headers.get('www-authenticate')?.replace(/^NTLM /, '') ?? '';
  return await leg(
    ntlmAuthenticate(Buffer.from(challenge, 'base64'), { user, domain: 'CONTOSO', password: new Secret(password) }),
  );
}
