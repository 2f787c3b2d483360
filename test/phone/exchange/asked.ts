import { HarnessError } from '../../../harness/foundation/errors/index.js';
import type { WindowsCredentialsTyped } from '../../../harness/phone/exchange/discover.js';
import type { WebClient } from '../../../harness/phone/network/http/web-client.js';
import { password } from '../bench.js';

type Web = Pick<WebClient, 'send'>;
type Asked = Parameters<Web['send']>[0];

export interface Answer {
  readonly status?: number;
  readonly body?: string;
  readonly location?: string;
}

export const jeff: WindowsCredentialsTyped = {
  signIn: 'usb',
  sipAddress: 'sip:jeff@contoso.test',
  domain: 'CONTOSO',
  user: 'jeff',
  password,
};

/** A web without wires: each question, and the answer of the test, or a connection that fails. */
export function webOf(answer: (asked: Asked, nth: number) => Answer | undefined) {
  const asked: { readonly method: string; readonly url: string; readonly body: string }[] = [];
  const web: Web = {
    send: async (request) => {
      const nth = asked.push({ method: request.method, url: request.url, body: String(request.body ?? '') }) - 1;
      const given = answer(request, nth);
      if (!given) throw new HarnessError('PHONE_CONNECT_FAILED', { endpoint: request.url, detail: 'nobody is there' });
      const { body = '', location, status = 200 } = given;
      return {
        ...{ status, url: request.url, body: Buffer.from(body) },
        header: (name) => (name === 'location' && location !== undefined ? [location] : []),
      };
    },
  };
  return { asked, web };
}
