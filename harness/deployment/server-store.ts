import type { ServerCertificate } from '../../certs/authorities/index.js';
import { summarize } from '../../certs/trust/index.js';
import type { CaStore, TrustedCa } from './certificate-provisioning.js';
import type { Deployment } from './deployment.js';

/**
 * Root first, then the authorities below it. A self-signed server certificate is its own root, so it counts itself; of
 * a given certificate whose root nobody gave, the intermediates are all there is.
 */
export function authoritiesOf(certificate: ServerCertificate): readonly Buffer[] {
  const [leaf] = certificate.chain;
  const root = certificate.root ?? (leaf && summarize(leaf).selfSigned ? leaf : undefined);
  return [...(root ? [root] : []), ...certificate.intermediates.toReversed()];
}

/** Part of a deployment that decides which certificates its web server can name by thumbprint. */
export type ServerStore = Pick<Deployment, 'certificates'> & {
  readonly certificateProvisioning: Pick<Deployment['certificateProvisioning'], 'serverStore'>;
};

/** The certificate of a thumbprint in the server's own store: the authorities of what it presents, and what was imported. */
export function inServerStore(deployment: ServerStore, thumbprint: string): Buffer | undefined {
  const presented = Object.values<ServerCertificate | undefined>(deployment.certificates);
  const authorities = presented.flatMap((certificate) => (certificate ? authoritiesOf(certificate) : []));
  return [...authorities, ...deployment.certificateProvisioning.serverStore].find(
    (certificate) => summarize(certificate).thumbprint === thumbprint,
  );
}

/** A thumbprint as administrators write it, with spaces or colons in any case; undefined when it is none. */
export function normalThumbprint(text: string): string | undefined {
  const digits = text.replace(/[ :]/g, '').toUpperCase();
  return /^[0-9A-F]{40}$/.test(digits) ? digits : undefined;
}

/** New-CsWebTrustedCACertificate by thumbprint: found in the server's own store, or missing there. */
export function trustedCaOfThumbprint(deployment: ServerStore, thumbprint: string, store: CaStore): TrustedCa {
  return { thumbprint, store, certificate: inServerStore(deployment, thumbprint) };
}

/** The same for certificates that are imported into the server's store along with it. */
export function trustedCaOfCertificate(certificate: Buffer, store: CaStore): TrustedCa {
  return { thumbprint: summarize(certificate).thumbprint, store, certificate };
}

/** Every certificate of a PEM, DER or PKCS#7 file. Errors: CERTIFICATE_FILE_INVALID. */
export async function certificatesOfFile(data: Buffer, file: string): Promise<readonly Buffer[]> {
  const { readCertificates } = await import('../../certs/bundles/index.js');
  return readCertificates(data, file).certificates;
}
