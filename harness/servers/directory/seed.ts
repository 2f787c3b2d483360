import { type ActiveDirectorySettings, type Deployment, host } from '../../deployment/index.js';
import type { Directory } from '../../pool/index.js';
import type { ServerContext } from '../context.js';
import { configurationEntries } from './entries/configuration.js';
import { contextsOf } from './entries/contexts.js';
import { domainEntries } from './entries/domain.js';
import { publishCa, publishEnrollmentService } from './publish.js';

/** Fills the pool's directory from the deployment, once a lab, when somebody looks into it. */
export function seedDirectory({ deployment, pool: { directory } }: ServerContext): void {
  const { activeDirectory } = deployment;
  if (activeDirectory) directory.fillWith(() => fill(directory, deployment, activeDirectory));
}

function fill(directory: Directory, deployment: Deployment, activeDirectory: ActiveDirectorySettings): void {
  const contexts = contextsOf(activeDirectory);
  const { domain, enrollment, enterpriseCa, published } = activeDirectory;
  const entries = [
    ...domainEntries(deployment, domain, contexts),
    ...configurationEntries(deployment, domain, contexts),
  ];
  for (const entry of entries) directory.put(entry);
  for (const { certificate, store } of published) publishCa(directory, activeDirectory, store, certificate);
  const issuing = published.at(-1)?.certificate;
  if (enterpriseCa && issuing) publishCa(directory, activeDirectory, 'NTAuthCA', issuing);
  const enrolling = enrollment?.authorities.at(-1);
  if (enrolling) publishEnrollmentService(directory, activeDirectory, enrolling, host(deployment, 'ca').fqdn);
}
