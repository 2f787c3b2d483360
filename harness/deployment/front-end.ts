import type { HostName } from './host.js';

/** Ways to prove who one is at the Registrar, by the names of their challenges. */
export type RegistrarScheme = 'NTLM' | 'Kerberos' | 'TLS-DSK';

/** The Front End after Set-CsRegistrarConfiguration, Set-CsProxyConfiguration and their like. */
export interface FrontEndSettings {
  /** `off` takes every request as the user's it says to be from, unsigned: for load tools that cannot authenticate. */
  readonly authentication: 'required' | 'off';
  /** Offered in this order. */
  readonly schemes: readonly RegistrarScheme[];
  /** `version` of challenges and signatures: 4 since Lync 2010, 3 before (MS-SIPAE 3.3.5.1). */
  readonly signatureVersion: 3 | 4;
  /** Seconds granted at most. */
  readonly registrationSeconds: number;
  readonly keepAliveSeconds: number;
  /** The Server header, `RTC/5.0`. */
  readonly server: string;
  /** Where a registrar sends users whose home is elsewhere; by host of the deployment. */
  readonly redirect?: { readonly to: HostName; readonly for: 'everybody' | 'users-homed-there' };
  /** New sign-ins get 503 with this Retry-After, in seconds. */
  readonly draining?: number;
}

/** As Lync Server 2013 is installed; Kerberos is left out because nobody here issues tickets. */
export const defaultFrontEndSettings: FrontEndSettings = {
  authentication: 'required',
  schemes: ['NTLM', 'TLS-DSK'],
  signatureVersion: 4,
  registrationSeconds: 7200,
  keepAliveSeconds: 300,
  server: 'RTC/5.0',
};

/** Settings of in-band provisioning that a scenario sets: group, name, value. */
export type ProvisionedOverrides = Readonly<Record<string, Readonly<Record<string, string | null>>>>;
