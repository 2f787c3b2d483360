import { createHash } from 'node:crypto';
import { summarize } from '../../certs/trust/index.js';
import type { CertificateName, Recorder } from '../journal/index.js';
import type { TlsObservation } from '../tls/index.js';

/** Of bytes that are not TLS, so many are recorded: enough to know the protocol, too few to hold a credential. */
const RECORDED_FOREIGN_BYTES = 16;

/** Names kept; a lab presents a handful of certificates, again and again. */
const MAX_KNOWN_NAMES = 64;
const knownNames = new Map<string, CertificateName>();

/** A DER certificate as events name it. Errors: those of `summarize`. */
export function certificateName(der: Buffer): CertificateName {
  const digest = createHash('sha256').update(der).digest('base64');
  const known = knownNames.get(digest);
  if (known) return known;
  const { subject, issuer, thumbprint, notBefore, notAfter, selfSigned } = summarize(der);
  const dates = { notBefore: notBefore.toISOString(), notAfter: notAfter.toISOString() };
  const name = { subject, issuer, thumbprint, ...dates, selfSigned };
  if (knownNames.size >= MAX_KNOWN_NAMES) knownNames.clear();
  knownNames.set(digest, name);
  return name;
}

/** Records what `acceptTls` observes of one connection. */
export function tlsObserver(
  recorder: Recorder,
  context: { readonly device?: string | undefined; readonly connection: string },
): (observation: TlsObservation) => void {
  return (observation) => {
    switch (observation.type) {
      case 'client-hello': {
        const { hello, raw } = observation;
        recorder.record(
          'tls.client-hello',
          {
            format: hello.format,
            versions: hello.versions,
            suites: hello.suites.map(({ name }) => name),
            ...(hello.serverName !== undefined && { serverName: hello.serverName }),
            fingerprint: hello.fingerprint,
            onlyLegacySuites: hello.onlyLegacySuites,
          },
          { ...context, raw },
        );
        break;
      }
      case 'not-tls': {
        const raw = observation.raw.subarray(0, RECORDED_FOREIGN_BYTES);
        recorder.record('tls.not-tls', { looksLike: observation.looksLike }, { ...context, raw });
        break;
      }
      case 'server-flight': {
        const { version, suite, chain } = observation;
        recorder.record('tls.server-flight', { version, suite, chain: chain.map(certificateName) }, context);
        break;
      }
      case 'established': {
        const { version, suite } = observation;
        recorder.record('tls.established', { version, suite }, context);
        break;
      }
      case 'refused': {
        const { by, how, alert, when, afterMs, detail, raw } = observation;
        recorder.record(
          'tls.refused',
          { by, how, ...(alert !== undefined && { alert }), when, afterMs, ...(detail !== undefined && { detail }) },
          // Bytes of a handshake only: after it, what is here is encrypted.
          { ...context, ...(raw && { raw }) },
        );
        break;
      }
    }
  };
}
