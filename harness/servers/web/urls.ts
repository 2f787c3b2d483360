import { certificateProvisioningPath, type Deployment, host } from '../../deployment/index.js';
import { CERTIFICATE_PORT_PATH } from '../../wire/soap/index.js';

/** The port that takes GetAndPublishCert, as the metadata publishes it. */
export function certificatePortUrl(deployment: Deployment): string {
  return `https://${host(deployment, 'web').fqdn}${certificateProvisioningPath}${CERTIFICATE_PORT_PATH}`;
}

/**
 * A URL in the one form that is compared: clients write the port or leave it out, and IIS ignores case. Text that is no
 * URL is left as it is; it equals no port.
 */
export function plainUrl(url: string): string {
  if (!URL.canParse(url)) return url;
  const { protocol, host: hostAndPort, pathname } = new URL(url);
  return `${protocol}//${hostAndPort}${pathname.replace(/\/$/, '')}`.toLowerCase();
}
