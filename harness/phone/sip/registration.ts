import type { SecurityAssociation } from '../../authentication/security-association/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import type { PhoneTlsOffer } from '../../tls/index.js';
import { header, type SipResponse } from '../../wire/sip/index.js';
import type { StepContext } from '../context.js';
import type { UserCertificate } from '../memory.js';
import { type DskChallenge, dskChallenge } from './challenge.js';
import { dskHandshake, refusal } from './dsk-handshake.js';
import { type RegisterDialog, registerRequest } from './register-request.js';
import type { SipConnection } from './sip-connection.js';

/** The phone's registration over one connection: challenge, handshake, signed REGISTER, and signing out. */
export class Registration {
  readonly connection: SipConnection;
  readonly #dialog: RegisterDialog;
  readonly #offer: PhoneTlsOffer;
  #cseq = 0;
  #association: SecurityAssociation | undefined;

  constructor(connection: SipConnection, sipAddress: string, context: StepContext) {
    const { random, epid, userAgent, plug, trust } = context;
    this.connection = connection;
    this.#offer = trust.offer;
    this.#dialog = {
      sipAddress,
      ownAddress: plug.address,
      ownPort: connection.ownPort,
      callId: random.hex(32),
      fromTag: random.hex(10),
      opaque: random.hex(10),
      epid,
      userAgent,
    };
  }

  get signedIn(): boolean {
    return this.#association !== undefined && this.connection.open;
  }

  /** REGISTER without credentials. @throws HarnessError PHONE_REGISTER_REFUSED, PHONE_NO_TLS_DSK */
  async challenge(): Promise<DskChallenge> {
    const response = await this.#send({});
    if (response.status !== 401) throw refusal(response);
    return dskChallenge(response, this.connection.registrar);
  }

  /**
   * Authenticates with the certificate and registers; the last answer, whose signature is good and which is a 200, or
   * a 301 to the user's home pool. An answer that the registrar did not sign signs nobody in.
   * @throws HarnessError PHONE_SIGNATURE_INVALID, PHONE_REGISTER_REFUSED and those of `dskHandshake`
   */
  async authenticate(challenge: DskChallenge, certificate: UserCertificate): Promise<SipResponse> {
    const send = (authorization: string) => this.#send({ authorization });
    const association = await dskHandshake(challenge, certificate, this.#offer, this.connection.registrar, send);
    const response = await this.#sendSigned(association);
    if (response.status !== 200 && response.status !== 301) throw refusal(response);
    verify(association, response);
    if (response.status === 200) this.#association = association;
    return response;
  }

  /** De-registers with `Expires: 0` (MS-SIPREGE 4.1). @throws HarnessError as `authenticate` */
  async signOut(): Promise<void> {
    const association = this.#association;
    if (association === undefined) return;
    this.#association = undefined;
    const response = await this.#sendSigned(association, 0);
    if (response.status !== 200) throw refusal(response);
    verify(association, response);
  }

  #send(extra: { authorization?: string }): Promise<SipResponse> {
    return this.connection.request(registerRequest(this.#dialog, ++this.#cseq, extra));
  }

  async #sendSigned(association: SecurityAssociation, expires?: number): Promise<SipResponse> {
    const request = registerRequest(this.#dialog, ++this.#cseq, expires === undefined ? {} : { expires });
    const signed = association.signed(request);
    if (signed.kind !== 'request')
      throw new HarnessError('PHONE_SIP_INVALID', { detail: 'a request became an answer' });
    return await this.connection.request(signed);
  }
}

/** An answer that the registrar did not sign is not its answer (MS-SIPAE 3.2.5.2). */
function verify(association: SecurityAssociation, response: SipResponse): void {
  const check = association.check(response);
  if (!check.ok) throw new HarnessError('PHONE_SIGNATURE_INVALID', { problem: check.problem });
}

/** The home pool a 301 leads to: a SIP URI of a host without a user, port 5061 unless it says otherwise. */
export function redirectTarget(response: SipResponse): { host: string; port: number } {
  const match = /sip:([^;:>@\s,]+)(?::([0-9]{1,5}))?/i.exec(header(response, 'Contact') ?? '');
  const port = match?.[2] === undefined ? 5061 : Number(match[2]);
  if (match?.[1] === undefined || port < 1 || port > 65535) {
    throw new HarnessError('PHONE_SIP_INVALID', { detail: 'the redirect names no host' });
  }
  return { host: match[1], port };
}
