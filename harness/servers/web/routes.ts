import {
  certificateProvisioningPath,
  deviceUpdateExternalPath,
  deviceUpdatePath,
  webTicketPath,
} from '../../deployment/index.js';
import { addressBookRoutes } from './address-book/routes.js';
import { authorityChain, authorityChainPath } from './authority-page/chain.js';
import { autodiscoverRoutes } from './autodiscover/routes.js';
import { getCertificateProvisioning } from './certificate-provisioning/get.js';
import { certificateProvisioningMetadata, exchangeMetadata } from './certificate-provisioning/metadata.js';
import { postCertificateProvisioning } from './certificate-provisioning/post.js';
import { checkForUpdate, checkForUpdateOutside } from './device-update/check.js';
import { updateFileRoutes } from './device-update/files.js';
import { uploadLog } from './device-update/upload-log.js';
import type { WebHandler } from './exchange.js';
import { groupExpansionRoutes } from './group-expansion/routes.js';
import { locationRoutes } from './location/routes.js';
import { anonymousTicket } from './web-ticket/anonymous-ticket.js';
import { certificateTicket } from './web-ticket/certificate-ticket.js';
import { getWebTicket, webTicketMetadata } from './web-ticket/metadata.js';
import { otherTicket } from './web-ticket/other-ticket.js';
import { pinTicket } from './web-ticket/pin-ticket.js';
import { usernameTicket } from './web-ticket/username-ticket.js';
import { windowsTicket } from './web-ticket/windows-ticket.js';

export interface Route {
  readonly method: 'get' | 'post' | 'put';
  /** Express matches without regard to case or to a slash at the end, as IIS does. */
  readonly path: string;
  readonly handler: WebHandler;
}

/** The bare service, and names a client may know the port by (inferred). */
const windowsPorts = ['', '/windows', '/ntlm', '/negotiate'] as const;

/** Which handler serves which request, first match first. Everything else is not found. */
export const routes: readonly Route[] = [
  { method: 'get', path: `${certificateProvisioningPath}/mex`, handler: certificateProvisioningMetadata },
  { method: 'post', path: `${certificateProvisioningPath}/mex`, handler: exchangeMetadata },
  { method: 'get', path: certificateProvisioningPath, handler: getCertificateProvisioning },
  { method: 'post', path: `${certificateProvisioningPath}{/*port}`, handler: postCertificateProvisioning },

  { method: 'get', path: `${webTicketPath}/mex`, handler: webTicketMetadata },
  { method: 'get', path: webTicketPath, handler: getWebTicket },
  { method: 'post', path: `${webTicketPath}/pin`, handler: pinTicket },
  { method: 'post', path: `${webTicketPath}/cert`, handler: certificateTicket },
  { method: 'post', path: `${webTicketPath}/auth`, handler: usernameTicket },
  { method: 'post', path: `${webTicketPath}/anon`, handler: anonymousTicket },
  ...windowsPorts.map((port) => ({ method: 'post', path: `${webTicketPath}${port}`, handler: windowsTicket }) as const),
  { method: 'post', path: `${webTicketPath}/*port`, handler: otherTicket },

  { method: 'post', path: deviceUpdatePath, handler: checkForUpdate },
  { method: 'post', path: deviceUpdateExternalPath, handler: checkForUpdateOutside },
  ...updateFileRoutes,
  { method: 'post', path: '/RequestHandler{Ext}/*file', handler: uploadLog },
  { method: 'put', path: '/RequestHandler{Ext}/*file', handler: uploadLog },

  ...autodiscoverRoutes,
  ...addressBookRoutes,
  ...groupExpansionRoutes,
  ...locationRoutes,
  { method: 'get', path: authorityChainPath, handler: authorityChain },
];
