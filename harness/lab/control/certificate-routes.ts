import { certificateName } from '../../servers/tls-events.js';
import { type ControlRequest, type ControlTarget, invalid, json, type Route } from './route.js';

/** The name of the certificate the scenario deployed. */
const DEPLOYED = 'default';

/**
 * What an administrator does to the pool's certificate.
 *
 * | request | body | |
 * |---|---|---|
 * | `GET /v1/pool-certificate` | | the one assigned now, and the names of those ready |
 * | `POST /v1/pool-certificate/assign` | `name` | Set-CsCertificate: the Front End, the web services and what the certificate service gives as chain; `default` for the deployed one |
 */
export const certificateRoutes: Readonly<Record<string, Route>> = {
  'GET /v1/pool-certificate': (target) => json({ assigned: told(target), ready: names(target) }),
  'POST /v1/pool-certificate/assign': (target, request) => json(assign(target, request)),
};

function assign(target: ControlTarget, { body: { name } }: ControlRequest) {
  const { deployment, journal, pool, prepared, tryCertificate } = target;
  if (typeof name !== 'string') throw invalid('name', 'it is not text');
  const certificate = name === DEPLOYED ? deployment.certificates.default : prepared.get(name);
  if (!certificate) throw invalid('name', `no certificate of that name is ready (${names(target).join(', ')})`);
  tryCertificate(certificate);
  pool.presented.assign(certificate);
  const now = told(target);
  journal.recorder('control').record('certificate.assigned', { name, ...now });
  return { assigned: now };
}

function told({ deployment, pool }: ControlTarget) {
  const [leaf] = pool.presented.of(deployment).chain;
  // A server certificate has a leaf: its port could not be opened otherwise.
  const { issuer, subject, thumbprint } = certificateName(leaf ?? Buffer.alloc(0));
  return { subject, issuer, thumbprint };
}

function names({ prepared }: ControlTarget): string[] {
  return [DEPLOYED, ...prepared.keys()];
}
