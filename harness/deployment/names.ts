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
  /** Every SIP domain; the one when absent. */
  readonly sipDomains?: readonly string[];
  readonly dhcpDomain: string;
  readonly frontEnd: string;
  readonly web: string;
  /** FQDNs of further Registrars, which present the same certificate here. */
  readonly others?: readonly string[];
  /** FQDN of the Edge, which does too. */
  readonly edge?: string | undefined;
}): string[] {
  const { dhcpDomain, edge, frontEnd, others = [], sipDomain, sipDomains = [sipDomain], web } = input;
  const names = [
    frontEnd,
    web,
    ...others,
    ...(edge === undefined ? [] : [edge]),
    ...sipDomains.flatMap((domain) => [
      `sip.${domain}`,
      `sipinternal.${domain}`,
      `lyncdiscoverinternal.${domain}`,
      `lyncdiscover.${domain}`,
      `ucupdates-r2.${domain}`,
      ...(edge === undefined ? [] : [`sipexternal.${domain}`]),
    ]),
    `ucupdates-r2.${dhcpDomain}`,
  ];
  return [...new Set(names)];
}
