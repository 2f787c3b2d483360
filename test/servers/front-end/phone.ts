import type { ExecutionContext } from 'ava';
import type { ProvisioningAuthority } from '../../../certs/authorities/index.js';
import type { RsaKeyPair } from '../../../certs/requests/index.js';
import { summarize } from '../../../certs/trust/index.js';
import { SecurityAssociation } from '../../../harness/authentication/security-association/index.js';
import { TlsDskClient } from '../../../harness/authentication/tls-dsk/index.js';
import { realm } from '../../../harness/deployment/index.js';
import type { ServerContext } from '../../../harness/servers/context.js';
import { FrontEnd } from '../../../harness/servers/front-end/index.js';
import {
  type CredentialParameters,
  header,
  parseCredentials,
  type SipMessage,
  type SipResponse,
} from '../../../harness/wire/sip/index.js';
import { keptRsaKey } from '../../certs/kept-keys.js';
import { testDate } from '../deployment.js';
import { connect, type RequestParts, request, type SipClient } from './sip-client.js';

const targetname = 'pool01.contoso.com';
let keys: Promise<RsaKeyPair> | undefined;

/** One key for every user certificate of a process. */
function userKeys(): Promise<RsaKeyPair> {
  keys ??= keptRsaKey();
  return keys;
}

export interface CertificateOptions {
  /** Whose; alice by default. */
  readonly user?: string;
  readonly authority?: ProvisioningAuthority;
  readonly at?: Date;
  readonly hours?: number;
  /** Not put into the pool's store. */
  readonly unpublished?: boolean;
}

/** A user certificate as certificate provisioning issues and publishes it. */
export async function userCertificate(context: ServerContext, options: CertificateOptions = {}): Promise<Buffer> {
  const { at = testDate, authority = context.deployment.provisioning, hours, user = 'alice@contoso.com' } = options;
  const { publicKey } = await userKeys();
  const certificate = await authority.issue({ publicKey, user, at, ...(hours === undefined ? {} : { hours }) });
  const { notAfter, thumbprint } = summarize(certificate);
  if (!options.unpublished) {
    context.pool.certificates.publish({ user, deviceId: '{0}', thumbprint, certificate, notAfter });
  }
  return certificate;
}

/** The parameters of a challenge's first WWW-Authenticate. */
export function challenge(response: SipResponse): CredentialParameters {
  return parseCredentials(header(response, 'WWW-Authenticate') ?? '').parameters;
}

export function handshakeHeader(token: Buffer | string, opaque?: string) {
  const data = typeof token === 'string' ? token : token.toString('base64');
  const value = `TLS-DSK qop="auth", realm="${realm}", ${opaque === undefined ? '' : `opaque="${opaque}", `}targetname="${targetname}", gssapi-data="${data}", version=4`;
  return { name: 'Authorization', value };
}

export interface PhoneOptions extends RequestParts {
  readonly certificate: Buffer;
}

/** The client's side of signing in, step by step. */
export class TestPhone {
  readonly client: SipClient;
  readonly #dsk: TlsDskClient;
  readonly #parts: RequestParts;
  #cseq = 0;
  #opaque = '';
  #association: SecurityAssociation | undefined;

  private constructor(client: SipClient, dsk: TlsDskClient, parts: RequestParts) {
    this.client = client;
    this.#dsk = dsk;
    this.#parts = parts;
  }

  static async connected(t: ExecutionContext, frontEnd: FrontEnd, options: PhoneOptions): Promise<TestPhone> {
    const { certificate, ...parts } = options;
    const { privateKey } = await userKeys();
    const dsk = new TlsDskClient({ certificate, privateKey });
    t.teardown(() => dsk.destroy());
    return new TestPhone(connect(t, frontEnd), dsk, parts);
  }

  get opaque(): string {
    return this.#opaque;
  }

  get association(): SecurityAssociation {
    if (!this.#association) throw new Error('the handshake is not finished');
    return this.#association;
  }

  /** The next request of this phone, unsigned. */
  request(parts: RequestParts = {}) {
    const { extra = [] } = parts;
    return request({ ...this.#parts, ...parts, extra: [...(this.#parts.extra ?? []), ...extra], cseq: ++this.#cseq });
  }

  async hello(): Promise<SipResponse> {
    return this.client.ask(this.request());
  }

  /** REGISTER 2: ClientHello. */
  async first(): Promise<SipResponse> {
    const response = await this.client.ask(this.request({ extra: [handshakeHeader(await this.#dsk.start())] }));
    this.#opaque = challenge(response).get('opaque') ?? '';
    return response;
  }

  /** REGISTER 3: certificate and Finished; `response` is what REGISTER 2 brought. */
  async second(response: SipResponse, opaque = this.#opaque, parts: RequestParts = {}): Promise<SipResponse> {
    const step = await this.#dsk.next(Buffer.from(challenge(response).get('gssapi-data') ?? '', 'base64'));
    if (step.state !== 'continue') throw new Error(`the client's handshake is ${step.state}`);
    return this.client.ask(this.request({ ...parts, extra: [handshakeHeader(step.flight, opaque)] }));
  }

  /** The keys, from what REGISTER 3 brought. */
  async finish(response: SipResponse): Promise<void> {
    const step = await this.#dsk.next(Buffer.from(challenge(response).get('gssapi-data') ?? '', 'base64'));
    if (step.state !== 'finished') throw new Error(`the client's handshake is ${step.state}`);
    this.#association = new SecurityAssociation({
      side: 'client',
      scheme: 'TLS-DSK',
      realm,
      targetname,
      opaque: this.#opaque,
      version: 4,
      keys: this.#dsk.keys(),
    });
  }

  /** Steps 1 to 3; the association stands. */
  async authenticated(): Promise<this> {
    await this.hello();
    await this.finish(await this.second(await this.first()));
    return this;
  }

  signedRequest(parts: RequestParts = {}): SipMessage {
    return this.association.signed(this.request(parts));
  }

  async ask(parts: RequestParts = {}): Promise<SipResponse> {
    return this.client.ask(this.signedRequest(parts));
  }
}

/** A phone with a good certificate of alice, after step 3. */
export async function authenticatedPhone(
  t: ExecutionContext,
  context: ServerContext,
  parts: RequestParts = {},
): Promise<TestPhone> {
  const certificate = await userCertificate(context, parts.user === undefined ? {} : { user: parts.user });
  const phone = await TestPhone.connected(t, new FrontEnd(context), { certificate, ...parts });
  return phone.authenticated();
}
