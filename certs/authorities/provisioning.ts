import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { addYears } from './dates.js';
import { type KeySource, stockKeys } from './key-source.js';
import { defaultUserCertificateProfile, type UserCertificateProfile } from './user-certificate-profile.js';

/** DefaultValidityPeriodHours of Set-CsWebServiceConfiguration: 180 days. */
export const DEFAULT_USER_CERTIFICATE_HOURS = 4320;
/** The issuer shown in Windows certificate stores (recollection). */
export const PROVISIONING_ISSUER = 'Communications Server';

/** Before the moment of issue, so that a phone whose clock is slightly behind can use it at once (inferred). */
const BACKDATED_MS = 5 * 60_000;

export interface UserCertificateOptions {
  readonly publicKey: KeyObject;
  /** SIP address without scheme: `alice@contoso.test`. */
  readonly user: string;
  readonly at: Date;
  /** Default 4320. */
  readonly hours?: number;
  readonly profile?: UserCertificateProfile;
  /** DER name of the certificate request, for profiles that take it over. */
  readonly requestedSubject?: Buffer;
}

export interface ProvisioningAuthorityOptions {
  readonly at: Date;
  readonly keys?: KeySource;
  /** Its common name; default `Communications Server`. */
  readonly issuer?: string;
  /** CASigningKeyLength; default 2048. */
  readonly keyBits?: 1024 | 2048 | 4096;
}

/** The authority inside Lync's web services that signs user certificates; not the company's. New for every run, unless kept. */
export class ProvisioningAuthority {
  /** DER. */
  readonly certificate: Buffer;
  readonly #privateKey: KeyObject;
  readonly #publicKey: KeyObject;

  private constructor(certificate: Buffer, privateKey: KeyObject) {
    this.certificate = certificate;
    this.#privateKey = privateKey;
    this.#publicKey = createPublicKey(privateKey);
  }

  static async create(options: ProvisioningAuthorityOptions): Promise<ProvisioningAuthority> {
    const { at, issuer = PROVISIONING_ISSUER, keyBits = 2048, keys = stockKeys } = options;
    const { issueCertificate } = await import('./issue.js');
    const { privateKey, publicKey } = await keys.authority(`rsa-${keyBits}`);
    const certificate = await issueCertificate({
      subject: [['CN', issuer]],
      publicKey,
      selfKey: privateKey,
      notBefore: addYears(at, -1),
      notAfter: addYears(at, 10),
      hash: 'sha256',
      purpose: 'authority',
      ...(keys.written && { written: keys.written }),
    });
    return new ProvisioningAuthority(certificate, privateKey);
  }

  /** One made before, from its DER certificate and key. Errors: CERTIFICATE_SPEC_INVALID when they do not belong together. */
  static restore(certificate: Buffer, privateKey: KeyObject): ProvisioningAuthority {
    const x509 = new X509Certificate(certificate);
    if (!x509.ca || !x509.publicKey.equals(createPublicKey(privateKey))) {
      throw new HarnessError('CERTIFICATE_SPEC_INVALID', {
        detail: 'the key is not that of the authority’s certificate',
      });
    }
    return new ProvisioningAuthority(certificate, privateKey);
  }

  /** To be kept in a safe place: whoever has the key signs in as anybody. */
  keyToKeep(): KeyObject {
    return this.#privateKey;
  }

  /** A user's certificate as DER, by a profile, with a random serial. */
  async issue(options: UserCertificateOptions): Promise<Buffer> {
    const { at, hours = DEFAULT_USER_CERTIFICATE_HOURS, publicKey, requestedSubject, user } = options;
    const { algorithm, extendedKeyUsages, subject, uris } = options.profile ?? defaultUserCertificateProfile;
    const [{ encodedName }, { certificateFields }, { writeCertificate }] = await Promise.all([
      import('./issue.js'),
      import('./fields.js'),
      import('./write-certificate.js'),
    ]);
    return writeCertificate({
      certificate: {
        algorithm,
        notBefore: new Date(at.getTime() - BACKDATED_MS),
        notAfter: new Date(at.getTime() + hours * 3_600_000),
        authority: false,
        keyUsages: ['digitalSignature', 'keyEncipherment'],
        extendedKeyUsages,
        dnsNames: [],
        uris: uris.map((uri) => uri.replaceAll('{user}', user)),
      },
      subject: (subject === 'request' ? requestedSubject : undefined) ?? encodedName([['CN', user]]),
      publicKey,
      issuer: {
        name: certificateFields(this.certificate).subject,
        publicKey: this.#publicKey,
        privateKey: this.#privateKey,
      },
    });
  }
}
