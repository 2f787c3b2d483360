import { summarize } from '../../../../certs/trust/index.js';
import type { User } from '../../../deployment/index.js';
import type { WebExchange } from '../exchange.js';
import type { CertificateAsk } from './check-request.js';
import { validityHours } from './validity.js';

/** Issues the certificate and publishes it in the home pool's store, in the place of the one the device had. DER. */
export async function issueCertificate(exchange: WebExchange, user: User, asked: CertificateAsk): Promise<Buffer> {
  const { clock, deployment, pool } = exchange.context;
  const { deviceId, lifetime, request } = asked;
  const at = clock.now();
  const certificate = await deployment.provisioning.issue({
    publicKey: request.publicKey,
    user: user.sipAddress,
    at,
    hours: validityHours(deployment, lifetime, at),
    profile: deployment.certificateProvisioning.profile,
    requestedSubject: request.subjectDer,
  });
  const { thumbprint, notAfter } = summarize(certificate);
  const published = { user: user.sipAddress, deviceId, thumbprint, certificate, notAfter };
  const replaced = pool.certificates.publish(published);
  exchange.record('certificate.issued', {
    user: user.sipAddress,
    deviceId,
    thumbprint,
    notAfter: notAfter.toISOString(),
    ...(replaced && { replaces: replaced.thumbprint }),
  });
  revokeInTime(exchange, { user: user.sipAddress, deviceId, thumbprint });
  return certificate;
}

/** An administrator revokes it, where the scenario says so. */
function revokeInTime(exchange: WebExchange, about: { user: string; deviceId: string; thumbprint: string }): void {
  const { clock, deployment, pool } = exchange.context;
  const { revokeAfterMs } = deployment.certificateProvisioning;
  const revoke = (): void => {
    if (pool.certificates.revoke(about.thumbprint)) exchange.record('certificate.revoked', about);
  };
  if (revokeAfterMs === 0) revoke();
  else if (revokeAfterMs !== undefined) clock.alarm(revokeAfterMs, revoke);
}
