import { ntlmAuthenticate, ntlmNegotiate } from '../../authentication/ntlm/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import { type BindResponse, LdapResultCode, resultName } from '../../wire/ldap/index.js';
import { decodeSpnego, encodeSpnegoInit, encodeSpnegoResponse } from '../../wire/spnego/index.js';
import type { WindowsCredentials } from '../web/ntlm.js';
import { type LdapClient, refused } from './ldap-client.js';

const MECHANISM = 'GSS-SPNEGO';

/**
 * Binds with the user's credentials: NTLM inside SPNEGO, without signing (inferred: which bind phones choose is unknown,
 * and a phone has no Kerberos ticket).
 * @throws HarnessError PHONE_DIRECTORY_REFUSED, NTLM_UNUSABLE, and those of `LdapClient.ask`
 */
export async function bindWithNtlm(client: LdapClient, host: string, credentials: WindowsCredentials): Promise<void> {
  const first = await step(client, host, encodeSpnegoInit(['NTLM'], ntlmNegotiate()));
  if (first.code !== LdapResultCode.saslBindInProgress || !first.token) throw failure(host, first);
  const challenge = tokenIn(host, first.token);
  const answer = ntlmAuthenticate(challenge, credentials);
  const last = await step(client, host, encodeSpnegoResponse('accept-incomplete', answer));
  if (last.code !== LdapResultCode.success) throw failure(host, last);
}

async function step(client: LdapClient, host: string, token: Buffer): Promise<BindResponse> {
  const credentials = { method: 'sasl', mechanism: MECHANISM, token } as const;
  const answer = await client.ask({ kind: 'bindRequest', version: 3, name: '', credentials }, 'the bind');
  if (answer.kind !== 'bindResponse') throw refused(host, `it answers the bind with a ${answer.kind}`);
  return answer;
}

function tokenIn(host: string, bytes: Buffer): Buffer {
  try {
    const { token } = decodeSpnego(bytes);
    if (token) return token;
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
  }
  throw refused(host, 'its challenge cannot be read');
}

function failure(host: string, { code, message }: BindResponse): HarnessError {
  return refused(
    host,
    `it refuses the bind with ${resultName(code)}${message === '' ? '' : ` (${message.slice(0, 120)})`}`,
  );
}
