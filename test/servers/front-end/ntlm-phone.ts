import type { ExecutionContext } from 'ava';
import {
  type NtlmAnswer,
  type NtlmCredentials,
  ntlmAnswer,
  ntlmSigningKeys,
} from '../../../harness/authentication/ntlm/index.js';
import { SecurityAssociation } from '../../../harness/authentication/security-association/index.js';
import { realm } from '../../../harness/deployment/index.js';
import { Secret } from '../../../harness/foundation/secret.js';
import type { FrontEnd } from '../../../harness/servers/front-end/index.js';
import type { SipMessage, SipRequest, SipResponse } from '../../../harness/wire/sip/index.js';
import { alicePassword } from '../deployment.js';
import { challenge } from './phone.js';
import { connect, type RequestParts, request, type SipClient } from './sip-client.js';

const targetname = 'pool01.contoso.com';

export interface NtlmPhoneOptions extends RequestParts {
  readonly credentials?: Partial<NtlmCredentials>;
  /** What the client says it speaks, and how it signs; 4 by default. */
  readonly version?: 3 | 4;
  /** Clients of 2007 use Proxy-Authorization. */
  readonly proxy?: boolean;
  /** Flags the client leaves out although the server offers them. */
  readonly without?: number;
  /** Makes another answer of the right one. */
  readonly answer?: (answer: NtlmAnswer, challenge: Buffer) => NtlmAnswer;
}

/** The header of a handshake step; an empty token asks for the challenge. */
export function ntlmHeader(token: Buffer, opaque?: string, version: string = '4') {
  const value = `NTLM qop="auth", realm="${realm}", ${opaque === undefined ? '' : `opaque="${opaque}", `}targetname="${targetname}", gssapi-data="${token.toString('base64')}", version=${version}`;
  return { name: 'Authorization', value };
}

/** A client that signs in with NTLM, step by step; alice with her password unless told otherwise. */
export class NtlmPhone {
  readonly client: SipClient;
  readonly #options: NtlmPhoneOptions;
  #cseq = 0;
  #association: SecurityAssociation | undefined;
  #answer: NtlmAnswer | undefined;
  #opaque = '';

  constructor(t: ExecutionContext, frontEnd: Pick<FrontEnd, 'handle'>, options: NtlmPhoneOptions = {}) {
    this.client = connect(t, frontEnd);
    this.#options = options;
  }

  get opaque(): string {
    return this.#opaque;
  }

  get association(): SecurityAssociation {
    if (!this.#association) throw new Error('no challenge came yet');
    return this.#association;
  }

  /** The AUTHENTICATE message for the last challenge. */
  get token(): Buffer {
    return this.#answer?.message ?? Buffer.alloc(0);
  }

  request(parts: RequestParts = {}): SipRequest {
    const message = request({ ...this.#options, ...parts, cseq: ++this.#cseq });
    return this.#options.proxy ? proxyForm(message) : message;
  }

  /** REGISTER 2: asks for the challenge, and makes the answer and the association of it. */
  async challenged(opaque?: string): Promise<SipResponse> {
    const version = String(this.#options.version ?? 4);
    const response = await this.client.ask(this.request({ extra: [ntlmHeader(Buffer.alloc(0), opaque, version)] }));
    if (challenge(response).has('gssapi-data')) this.#take(response);
    return response;
  }

  /** REGISTER 3 as the version wants it: signed in 4, not in 3. */
  finalRequest(parts: RequestParts = {}): SipMessage {
    const { version = 4 } = this.#options;
    if (version === 3) return this.request({ ...parts, extra: [ntlmHeader(this.token, this.#opaque, '3')] });
    return this.signed(this.request(parts), this.token);
  }

  signed(message: SipMessage, gssapiData?: Buffer): SipMessage {
    const signed = this.association.signed(message, gssapiData ? { gssapiData } : {});
    return this.#options.proxy ? proxyForm(signed) : signed;
  }

  /** The whole sign-in; what REGISTER 3 brought. */
  async signIn(parts: RequestParts = {}): Promise<SipResponse> {
    await this.challenged();
    return this.client.ask(this.finalRequest(parts));
  }

  async ask(parts: RequestParts = {}): Promise<SipResponse> {
    return this.client.ask(this.signed(this.request(parts)));
  }

  #take(response: SipResponse): void {
    const { answer = (made) => made, credentials, version = 4, without = 0 } = this.#options;
    const token = Buffer.from(challenge(response).get('gssapi-data') ?? '', 'base64');
    // Flags are bytes 20 to 23 (MS-NLMP 2.2.1.2).
    const seen = Buffer.from(token);
    seen.writeUInt32LE((token.readUInt32LE(20) & ~without) >>> 0, 20);
    const own = { user: 'alice', domain: 'CONTOSO', password: new Secret(alicePassword) };
    this.#answer = answer(ntlmAnswer(seen, { ...own, ...credentials }), token);
    this.#opaque = challenge(response).get('opaque') ?? '';
    const keys = ntlmSigningKeys(this.#answer, 'client');
    this.#association = new SecurityAssociation({
      ...{ side: 'client', scheme: 'NTLM', realm, targetname, opaque: this.#opaque, version, keys },
    });
  }
}

function proxyForm<M extends SipMessage>(message: M): M {
  const headers = message.headers.map(({ name, value }) => ({
    name: name === 'Authorization' ? 'Proxy-Authorization' : name,
    value,
  }));
  return { ...message, headers };
}
