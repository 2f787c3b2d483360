import type { KeyObject } from 'node:crypto';
import { addYears } from './dates.js';
import { type KeySource, stockKeys } from './key-source.js';

/** DefaultValidityPeriodHours of Set-CsWebServiceConfiguration: 180 days. */
export const DEFAULT_USER_CERTIFICATE_HOURS = 4320;

/** Before the moment of issue, so that a phone whose clock is slightly behind can use it at once (inferred). */
const BACKDATED_MS = 5 * 60_000;

export interface UserCertificateOptions {
  readonly publicKey: KeyObject;
  /** SIP address without scheme: `alice@contoso.test`. */
  readonly user: string;
  readonly at: Date;
  /** Default 4320. */
  readonly hours?: number;
}

/** The authority inside Lync's web services that signs user certificates; not the company's. New for every run. */
export class ProvisioningAuthority {
  /** DER, CN=Communications Server (the issuer shown in Windows certificate stores: recollection). */
  readonly certificate: Buffer;
  readonly #privateKey: KeyObject;

  private constructor(certificate: Buffer, privateKey: KeyObject) {
    this.certificate = certificate;
    this.#privateKey = privateKey;
  }

  static async create(options: { readonly at: Date; readonly keys?: KeySource }): Promise<ProvisioningAuthority> {
    const { issueCertificate } = await import('./issue.js');
    const { privateKey, publicKey } = await (options.keys ?? stockKeys).authority('rsa-2048');
    const certificate = await issueCertificate({
      subject: [['CN', 'Communications Server']],
      publicKey,
      selfKey: privateKey,
      notBefore: addYears(options.at, -1),
      notAfter: addYears(options.at, 10),
      hash: 'sha256',
      purpose: 'authority',
    });
    return new ProvisioningAuthority(certificate, privateKey);
  }

  /**
   * A user's certificate as DER: CN and a SIP URI of the user, for client authentication, random serial.
   * The URI is our addition; Lync's certificate profile is not published.
   */
  async issue(options: UserCertificateOptions): Promise<Buffer> {
    const { at, hours = DEFAULT_USER_CERTIFICATE_HOURS, publicKey, user } = options;
    const { issueCertificate } = await import('./issue.js');
    return await issueCertificate({
      subject: [['CN', user]],
      publicKey,
      issuer: { certificate: this.certificate, privateKey: this.#privateKey },
      notBefore: new Date(at.getTime() - BACKDATED_MS),
      notAfter: new Date(at.getTime() + hours * 3_600_000),
      hash: 'sha256',
      purpose: 'client',
      uris: [`sip:${user}`],
    });
  }
}
