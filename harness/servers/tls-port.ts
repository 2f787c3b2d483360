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

/**
 * The TLS port that serves a connection opened now: with the certificate an administrator assigned last. Sessions of
 * one certificate are not resumed on another, so that every client gets to see it.
 * @throws HarnessError TLS_CERTIFICATE_UNUSABLE at once; an assigned one was tried before
 */
export function tlsPortNow(context: ServerContext, service: TlsService): () => TlsPort {
  const { deployment, pool } = context;
  let certificate = pool.presented.of(deployment);
  let port = openTlsPort(context, service, certificate);
  return () => {
    const now = pool.presented.of(deployment);
    if (now !== certificate) {
      port = openTlsPort(context, service, now);
      certificate = now;
    }
    return port;
  };
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
