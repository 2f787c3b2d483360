/** Where the Certificate Provisioning service is, as the five texts of option 43; a text is exactly what was sent. */
export interface CertificateServiceLocation {
  /** Sub-option 1. */
  identifier?: string;
  /** Sub-option 2. */
  urlScheme?: string;
  /** Sub-option 3. */
  webServer?: string;
  /** Sub-option 4: decimal text as sent. */
  port?: string;
  /** Sub-option 5. */
  path?: string;
}

/** The relative URL every Lync and Skype for Business pool uses. */
export const defaultCertificateServicePath = '/CertProv/CertProvisioningService.svc';

/** Option 60 of the phone's DHCPINFORM and the value of sub-option 1. */
export const ucVendorClass = 'MS-UC-Client';

/**
 * `<2>://<3>:<4><5>`, put together as a phone does, faults of the texts included. Without sub-option 4 the URL names no port, which
 * means the scheme's own (inferred). `undefined` when scheme, server or path is missing.
 */
export function certificateServiceUrl(location: CertificateServiceLocation): string | undefined {
  const { urlScheme, webServer, port, path } = location;
  if (urlScheme === undefined || webServer === undefined || path === undefined) return undefined;
  return `${urlScheme}://${webServer}${port === undefined ? '' : `:${port}`}${path}`;
}
