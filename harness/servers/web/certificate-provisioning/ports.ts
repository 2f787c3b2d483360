import { certificateProvisioningPath, type Deployment, host } from '../../../deployment/index.js';
import { CERTIFICATE_BEARER_PORT_PATH, CERTIFICATE_PORT_PATH } from '../../../wire/soap/index.js';

/** The service as its metadata publishes it. */
export function serviceUrl(deployment: Deployment): string {
  return `https://${host(deployment, 'web').fqdn}${certificateProvisioningPath}`;
}

/**
 * The port a request was posted to, which its ticket must be for. What is posted to the bare service, or below a path
 * nobody knows, counts for the port of proven tickets, the one clients read in the metadata (inferred).
 */
export function askedPortUrl(deployment: Deployment, path: string): string {
  const asked = isBearerPort(path) ? CERTIFICATE_BEARER_PORT_PATH : CERTIFICATE_PORT_PATH;
  return `${serviceUrl(deployment)}${asked}`;
}

/** The port whose tickets need no proof. */
export function isBearerPort(path: string): boolean {
  const bearer = `${certificateProvisioningPath}${CERTIFICATE_BEARER_PORT_PATH}`.toLowerCase();
  return path.replace(/\/+$/, '').toLowerCase() === bearer;
}
