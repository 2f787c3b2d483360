import {
  type CaStore,
  caStores,
  certificatesOfFile,
  type Deployment,
  normalThumbprint,
  type TrustedCa,
  trustedCaOfCertificate,
  trustedCaOfThumbprint,
  userOfAddress,
} from '../../deployment/index.js';
import { MAX_TRUSTED_CAS, type PublishedCertificate } from '../../pool/index.js';
import { certificateName } from '../../servers/tls-events.js';
import { type ControlRequest, type ControlTarget, invalid, json, type Route } from './route.js';

/**
 * What an administrator does to the Certificate Provisioning Service.
 *
 * | request | body | |
 * |---|---|---|
 * | `GET /v1/web-services/trusted-ca` | | TrustedCACerts as it is now |
 * | `POST /v1/web-services/trusted-ca/add` | `store`, `thumbprint` or `certificate` (base64, PEM, PKCS#7) | entries of the same store and thumbprint are replaced |
 * | `POST /v1/web-services/trusted-ca/remove` | `thumbprint`, `store?` | from every store without one |
 * | `GET /v1/certificates` | | user certificates in the pool's store |
 * | `POST /v1/certificates/revoke` | `thumbprint`, or `user` and `deviceId?` | Revoke-CsClientCertificate |
 * | `POST /v1/certificates/store` | `reachable` | whether the web services reach the pool's store |
 */
export const webServicesRoutes: Readonly<Record<string, Route>> = {
  'GET /v1/web-services/trusted-ca': (target) =>
    json({ inferred: target.deployment.certificateProvisioning.inferChainFromSsl, trustedCas: list(target) }),
  'POST /v1/web-services/trusted-ca/add': async (target, request) => json(await add(target, request)),
  'POST /v1/web-services/trusted-ca/remove': (target, request) => json(remove(target, request)),
  'GET /v1/certificates': ({ pool }) => json({ certificates: pool.certificates.list().map(told) }),
  'POST /v1/certificates/revoke': (target, request) => json(revoke(target, request)),
  'POST /v1/certificates/store': ({ pool }, { body }) => {
    const { reachable } = body;
    if (typeof reachable !== 'boolean') throw invalid('reachable', 'it is neither true nor false');
    pool.certificates.reach(reachable);
    return json({ reachable });
  },
};

function list({ deployment, pool }: ControlTarget) {
  return pool.trustedCas.list(deployment.certificateProvisioning.trustedCas).map(entry);
}

async function add(target: ControlTarget, { body }: ControlRequest) {
  const { deployment, journal, pool } = target;
  const { certificate, thumbprint } = body;
  const store = storeOf(body.store);
  if ((certificate === undefined) === (thumbprint === undefined)) {
    throw invalid('certificate', 'either it or a thumbprint is given');
  }
  const entries =
    certificate === undefined
      ? [trustedCaOfThumbprint(deployment, thumbprintOf(thumbprint), store)]
      : await given(certificate, store);
  if (list(target).length + entries.length > MAX_TRUSTED_CAS) {
    throw invalid('certificate', `there would be more than ${MAX_TRUSTED_CAS} trusted CAs`);
  }
  const added = entries.map((each) => {
    const result = pool.trustedCas.add(deployment.certificateProvisioning.trustedCas, each);
    const subject = each.certificate && certificateName(each.certificate).subject;
    journal.recorder('control').record('trusted-ca.changed', {
      change: 'added',
      thumbprint: each.thumbprint,
      store,
      ...(subject !== undefined && { subject }),
    });
    return { ...entry(each), known: result === 'known' };
  });
  return { added };
}

async function given(certificate: unknown, store: CaStore): Promise<TrustedCa[]> {
  if (typeof certificate !== 'string' || certificate === '') throw invalid('certificate', 'it is not text');
  const found = await certificatesOfFile(Buffer.from(certificate), 'certificate');
  return found.map((each) => trustedCaOfCertificate(each, store));
}

function remove({ deployment, journal, pool }: ControlTarget, { body }: ControlRequest) {
  const thumbprint = thumbprintOf(body.thumbprint);
  const store = body.store === undefined ? undefined : storeOf(body.store);
  const removed = pool.trustedCas.remove(deployment.certificateProvisioning.trustedCas, thumbprint, store);
  for (const each of removed) {
    journal.recorder('control').record('trusted-ca.changed', { change: 'removed', thumbprint, store: each.store });
  }
  return { removed: removed.map(entry) };
}

function revoke({ deployment, journal, pool }: ControlTarget, { body }: ControlRequest) {
  const revoked = revokedBy(pool.certificates, deployment, body);
  for (const { deviceId, thumbprint, user } of revoked) {
    journal.recorder('control').record('certificate.revoked', { user, deviceId, thumbprint });
  }
  return { revoked: revoked.length > 0, certificates: revoked.map(told) };
}

function revokedBy(
  certificates: ControlTarget['pool']['certificates'],
  deployment: Deployment,
  { deviceId, thumbprint, user }: ControlRequest['body'],
): readonly PublishedCertificate[] {
  if ((thumbprint === undefined) === (user === undefined)) throw invalid('thumbprint', 'either it or a user is given');
  if (thumbprint !== undefined) {
    const wanted = thumbprintOf(thumbprint);
    const entry = certificates.of(wanted);
    return entry && certificates.revoke(wanted) ? [entry] : [];
  }
  if (typeof user !== 'string') throw invalid('user', 'it is not text');
  if (deviceId !== undefined && typeof deviceId !== 'string') throw invalid('deviceId', 'it is not text');
  const found = deployment.users.find(({ name }) => name === user) ?? userOfAddress(deployment, user);
  if (!found) throw invalid('user', `"${user}" is none of the deployed users`);
  return certificates.revokeOf(found.sipAddress, deviceId);
}

function entry({ certificate, store, thumbprint }: TrustedCa) {
  const name = certificate && certificateName(certificate);
  return {
    thumbprint,
    store,
    ...(name ? { subject: name.subject, selfSigned: name.selfSigned } : { missing: true }),
  };
}

function told({ deviceId, notAfter, revoked, thumbprint, user }: PublishedCertificate) {
  return { user, deviceId, thumbprint, notAfter: notAfter.toISOString(), revoked };
}

function storeOf(store: unknown): CaStore {
  const found = caStores.find((each) => each === store);
  if (!found) throw invalid('store', `it is none of ${caStores.join(', ')}`);
  return found;
}

function thumbprintOf(thumbprint: unknown): string {
  const normal = typeof thumbprint === 'string' ? normalThumbprint(thumbprint) : undefined;
  if (normal === undefined) throw invalid('thumbprint', 'it is not 40 hex digits');
  return normal;
}
