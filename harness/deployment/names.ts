import type { Deployment } from './deployment.js';
import { host } from './deployment.js';

/** The Registrar's realm on every Microsoft server (MS-SIP 3.1.5.1). */
export const realm = 'SIP Communications Service';

/** Path of the Certificate Provisioning service (Get-CsService, CAHandlerInternalUri). */
export const certificateProvisioningPath = '/CertProv/CertProvisioningService.svc';
export const webTicketPath = '/WebTicket/WebTicketService.svc';
export const deviceUpdatePath = '/RequestHandler/ucdevice.upx';

/** The certificate provisioning URL as the Registrar's `sts-uri` gives it, port included (observed). */
export function certificateProvisioningUrl(deployment: Deployment): string {
  return `https://${host(deployment, 'web').fqdn}:443${certificateProvisioningPath}`;
}

export function webTicketUrl(deployment: Deployment): string {
  return `https://${host(deployment, 'web').fqdn}/WebTicket/WebTicketService.svc`;
}

/** Names a server certificate for this deployment must hold (Lync 2013 certificate requirements, internal servers). */
export function serverCertificateNames(input: {
  readonly sipDomain: string;
  readonly dhcpDomain: string;
  readonly frontEnd: string;
  readonly web: string;
}): string[] {
  const names = [
    input.frontEnd,
    input.web,
    `sip.${input.sipDomain}`,
    `sipinternal.${input.sipDomain}`,
    `lyncdiscoverinternal.${input.sipDomain}`,
    `ucupdates-r2.${input.sipDomain}`,
    `ucupdates-r2.${input.dhcpDomain}`,
  ];
  return [...new Set(names)];
}
