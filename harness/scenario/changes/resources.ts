import { type Deployment, defaultDeviceUpdateSettings, host } from '../../deployment/index.js';
import type { CertificateWish } from '../../faults/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import type { Lab } from '../../lab/index.js';
import { authoritiesNamed, readCertificates } from '../active-directory.js';
import type { ServerCertificateSpec } from '../schema/deployment.js';
import type { ChangeResources } from './kind.js';
import type { ChangeSpec } from './schema.js';

/** The chains that changes assign, each once, by the name under which it is ready. */
export function laterCertificates(changes: readonly ChangeSpec[]): Readonly<Record<string, ServerCertificateSpec>> {
  const wishes = changes.flatMap(({ certificate, do: word }) =>
    // The schema of the change is that of a server certificate.
    word === 'swap-certificate' && typeof certificate === 'object' ? [certificate as ServerCertificateSpec] : [],
  );
  return Object.fromEntries(wishes.map((wish) => [nameOf(wish), wish]));
}

/** What a run has ready for its changes. `folder`: where files are looked for. */
export function changeResources(lab: Lab, deployment: Deployment, folder: string): ChangeResources {
  return {
    certificate: nameOf,
    authorities: async ({ certificate, file }) => {
      if (file !== undefined) return encoded(await readCertificates(folder, file));
      const [whose, part] = (certificate ?? '').split('.');
      const chain = whose === 'assigned' ? lab.pool.presented.of(deployment) : deployment.certificates.default;
      return encoded(authoritiesNamed(chain, part === 'root' ? 'root' : 'intermediates'));
    },
    updateRule: (model) => {
      const settings = deployment.deviceUpdate ?? defaultDeviceUpdateSettings;
      const rules = lab.pool.updates.rules(settings, host(deployment, 'web').fqdn).list();
      const found = rules.find(
        (rule) => rule.model.toLowerCase() === model.toLowerCase() && rule.pending !== undefined,
      );
      if (found) return found.id;
      throw new HarnessError('USAGE', { detail: `nothing is pending for ${model}` });
    },
  };
}

/** The same wish is the same chain. */
function nameOf(wish: CertificateWish): string {
  return `later ${JSON.stringify(wish)}`;
}

function encoded(certificates: readonly Buffer[]): string[] {
  return certificates.map((der) => der.toString('base64'));
}
