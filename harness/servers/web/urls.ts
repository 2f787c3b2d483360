import { certificateProvisioningPath, type Deployment, host } from '../../deployment/index.js';
import { CERTIFICATE_PORT_PATH } from '../../wire/soap/index.js';

/** The port that takes GetAndPublishCert, as the metadata publishes it. */
export function certificatePortUrl(deployment: Deployment): string {
  return `https://${host(deployment, 'web').fqdn}${certificateProvisioningPath}${CERTIFICATE_PORT_PATH}`;
}
