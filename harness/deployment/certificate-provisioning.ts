import { defaultUserCertificateProfile, type UserCertificateProfile } from '../../certs/authorities/index.js';

/** Where a delivered certificate belongs on the client (New-CsWebTrustedCACertificate, CAStore). */
export const caStores = ['TrustedRootCA', 'IntermediateCA', 'ThirdPartyRootCA'] as const;
export type CaStore = (typeof caStores)[number];

/** One entry of TrustedCACerts: the configuration names a thumbprint, the certificate is looked up where it is served. */
export interface TrustedCa {
  /** SHA-1, upper-case hex without separators. */
  readonly thumbprint: string;
  readonly store: CaStore;
  /** DER; undefined where the server's own certificate store has none of that thumbprint. */
  readonly certificate: Buffer | undefined;
}

/** What becomes of a chain download when an entry of TrustedCACerts is not in the server's own store. */
export const missingThumbprintRules = ['skipped', 'download-fails'] as const;
export type MissingThumbprintRule = (typeof missingThumbprintRules)[number];

/** How many PKCS#7 bundles the SOAP answer to a chain request holds. */
export const chainBundlings = ['one', 'each-certificate'] as const;
export type ChainBundling = (typeof chainBundlings)[number];

/** What becomes of a request whose DeviceId is not the Context of its ticket. */
export const deviceIdRules = ['noted', 'as-ticket'] as const;
export type DeviceIdRule = (typeof deviceIdRules)[number];

/** The Certificate Provisioning Service, as far as WebServiceSettings do not tell (Set-CsWebServiceConfiguration). */
export interface CertificateProvisioningSettings {
  /** Whether `/mex` and `?wsdl` are answered. */
  readonly metadata: boolean;
  /** InferCertChainFromSSL: the chain is that of the web site's own certificate, and TrustedCACerts counts for nothing. */
  readonly inferChainFromSsl: boolean;
  /** TrustedCACerts when the lab opens; the pool knows what it is now. */
  readonly trustedCas: readonly TrustedCa[];
  /** Which of the two a real server does is not known. */
  readonly missingThumbprint: MissingThumbprintRule;
  /** Which of the two a real server does is not known. */
  readonly chainBundling: ChainBundling;
  /** DER: what else is in the server's own certificate store, beside the authorities of its certificates. */
  readonly serverStore: readonly Buffer[];
  /** MinCSRKeySize and MaxCSRKeySize. */
  readonly requestKeyBits: { readonly min: number; readonly max: number };
  /** MinValidityPeriodHours and MaxValidityPeriodHours: what a requested validity is held to. */
  readonly validityHours: { readonly min: number; readonly max: number };
  /** `as-ticket`: another one is refused. Which of the two a real server does is not known. */
  readonly deviceId: DeviceIdRule;
  readonly profile: UserCertificateProfile;
  /** `unreachable`: the home pool's user store, where certificates are published, does not answer. */
  readonly certificateStore: 'reachable' | 'unreachable';
  /** Milliseconds after which an administrator revokes each certificate; undefined for never. */
  readonly revokeAfterMs: number | undefined;
}

/** The ranges Set-CsWebServiceConfiguration documents for its settings. */
export const requestKeyBitsRange = { min: 1024, max: 16_384 } as const;
export const validityHoursRange = { min: 8, max: 8760 } as const;

export const defaultCertificateProvisioningSettings: CertificateProvisioningSettings = {
  metadata: true,
  inferChainFromSsl: false,
  trustedCas: [],
  missingThumbprint: 'skipped',
  chainBundling: 'one',
  serverStore: [],
  requestKeyBits: requestKeyBitsRange,
  validityHours: validityHoursRange,
  deviceId: 'noted',
  profile: defaultUserCertificateProfile,
  certificateStore: 'reachable',
  revokeAfterMs: undefined,
};
