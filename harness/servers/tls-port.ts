import { interferenceOf } from '../faults/index.js';
import { type AcceptTlsOptions, portSettings, type TlsPort, tlsPort } from '../tls/index.js';
import type { ServerContext } from './context.js';

/** The servers that listen for TLS. */
type TlsService = 'front-end' | 'web' | 'exchange' | 'directory';

/**
 * The deployment's certificate and settings for one server's TLS port.
 * @throws HarnessError TLS_CERTIFICATE_UNUSABLE
 */
export function openTlsPort(
  { deployment, keyLog }: ServerContext,
  service: TlsService,
  certificate = deployment.certificates.default,
): TlsPort {
  return tlsPort({
    certificate,
    settings: portSettings(deployment.tls, service),
    ...(keyLog && { keyLog }),
  });
}

/** What the scenario's faults do to one connection, as `acceptTls` takes it. */
export function tlsInterference(
  { faults }: ServerContext,
  service: TlsService,
  occasion: { readonly device?: string | undefined; readonly connection: string },
): Pick<AcceptTlsOptions, 'interference'> {
  const interference = interferenceOf(faults.for(`${service}.tls`, occasion));
  return interference ? { interference } : {};
}
