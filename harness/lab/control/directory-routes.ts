import {
  type ActiveDirectorySettings,
  certificatesOfFile,
  type DirectoryStore,
  directoryStores,
} from '../../deployment/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import { publishCa, publishedObjects } from '../../servers/directory/index.js';
import { certificateName } from '../../servers/tls-events.js';
import { type ControlRequest, type ControlTarget, invalid, json, type Route } from './route.js';

/**
 * What an administrator does to Active Directory.
 *
 * | request | body | |
 * |---|---|---|
 * | `GET /v1/directory` | | the objects below Public Key Services that hold CA certificates |
 * | `POST /v1/directory/publish` | `store`, `certificate` (base64, PEM, PKCS#7) | certutil -f -dspublish |
 */
export const directoryRoutes: Readonly<Record<string, Route>> = {
  'GET /v1/directory': (target) => json(show(target)),
  'POST /v1/directory/publish': async (target, request) => json(await publish(target, request)),
};

function show(target: ControlTarget) {
  const settings = settingsOf(target);
  const objects = publishedObjects(target.pool.directory, settings).map(({ certificates, entry }) => ({
    dn: entry.dn,
    class: entry.attributes.get('objectclass')?.values.at(-1)?.toString('utf8') ?? '',
    certificates: certificates.map(told),
  }));
  return { domain: settings.domain, objects };
}

async function publish(target: ControlTarget, { body }: ControlRequest) {
  const settings = settingsOf(target);
  const store = storeOf(body.store);
  const { certificate } = body;
  if (typeof certificate !== 'string' || certificate === '') throw invalid('certificate', 'it is not text');
  const found = await certificatesOfFile(Buffer.from(certificate), 'certificate');
  const published = found.map((each) => {
    const objects = publishCa(target.pool.directory, settings, store, each);
    const { subject, thumbprint } = certificateName(each);
    target.journal.recorder('control').record('directory.published', {
      ...{ store, subject, thumbprint },
      objects: objects.filter(({ result }) => result === 'added').map(({ dn }) => dn),
    });
    return { ...told(each), store, objects };
  });
  return { domain: settings.domain, published };
}

function told(certificate: Buffer) {
  const { notAfter, selfSigned, subject, thumbprint } = certificateName(certificate);
  return { subject, thumbprint, notAfter, selfSigned };
}

function settingsOf({ deployment }: ControlTarget): ActiveDirectorySettings {
  if (!deployment.activeDirectory) throw new HarnessError('DIRECTORY_NOT_DEPLOYED');
  return deployment.activeDirectory;
}

function storeOf(store: unknown): DirectoryStore {
  const found = directoryStores.find((each) => each.toLowerCase() === String(store).toLowerCase());
  if (!found) throw invalid('store', `it is none of ${directoryStores.join(', ')}`);
  return found;
}
