import { X509Certificate } from 'node:crypto';
import { type Deployment, host } from '../../deployment/index.js';
import type { Clock } from '../../foundation/clock/index.js';
import { acceptTls, portSettings, tlsPort } from '../../tls/index.js';
import { demandsServerName, type SurveyedPort, surveyPort, type TriedSuite } from '../../tls/survey/index.js';

/** A try that takes longer hangs; nothing travels over a network. */
const TRY_TIMEOUT_MS = 2_000;

/** What one TLS port of a deployment serves, as tried. */
export interface PortReport {
  readonly port: 'front-end' | 'web';
  /** As phones reach it: `pool01.contoso.com:5061`. */
  readonly at: string;
  readonly certificate: { readonly subject: string; readonly key: string };
  readonly serverNameDemanded: boolean;
  readonly suites: readonly TriedSuite[];
}

const portNumbers = { 'front-end': 5061, web: 443 } as const;

/** Try every suite at every version against a port as the deployment sets it. Errors: TLS_CERTIFICATE_UNUSABLE. */
export async function examinePort(
  deployment: Deployment,
  name: 'front-end' | 'web',
  clock: Clock,
): Promise<PortReport> {
  const certificate = deployment.certificates.default;
  const port = tlsPort({ certificate, settings: portSettings(deployment.tls, name) });
  const { fqdn } = host(deployment, name);
  const timeouts = { helloTimeoutMs: TRY_TIMEOUT_MS, handshakeTimeoutMs: TRY_TIMEOUT_MS };
  const surveyed: SurveyedPort = {
    accept: (stream, observe) => acceptTls(stream, { port, clock, observe, ...timeouts }),
    serverName: fqdn,
  };
  return {
    port: name,
    at: `${fqdn}:${portNumbers[name]}`,
    certificate: describe(certificate.chain[0]),
    serverNameDemanded: await demandsServerName(surveyed, port.served),
    suites: await surveyPort(surveyed, port.served),
  };
}

function describe(leaf: Buffer | undefined): PortReport['certificate'] {
  try {
    if (!leaf) return { subject: 'none', key: 'none' };
    const { subject, publicKey } = new X509Certificate(leaf);
    const { modulusLength, namedCurve } = publicKey.asymmetricKeyDetails ?? {};
    const kind = publicKey.asymmetricKeyType ?? 'unknown';
    const size = modulusLength === undefined ? namedCurve : String(modulusLength);
    return { subject: subject.split('\n').join(', '), key: [kind.toUpperCase(), size].filter(Boolean).join(' ') };
  } catch {
    // A leaf broken on purpose; OpenSSL may present it all the same.
    return { subject: 'unreadable', key: 'unreadable' };
  }
}
