import {
  type AccessLocation,
  type Deployment,
  defaultAutodiscoverSettings,
  host,
  lyncAutodiscoverPath,
  phonesAreOutside,
} from '../../../deployment/index.js';
import type { AutodiscoverLink, SipAccess } from './answer-document.js';

/** `https://HOST/Autodiscover/AutodiscoverService.svc/root`. */
export function rootUrl(fqdn: string): string {
  return `https://${fqdn}${lyncAutodiscoverPath}`;
}

/**
 * The name clients of a location are sent on to. A deployment has an external web FQDN beside the internal one; here the
 * external autodiscover name stands in for it, so that who came from outside is still taken to be there at the next step.
 */
export function webFqdn(deployment: Deployment, location: AccessLocation): string {
  const { accessLocation, externalName } = deployment.autodiscover ?? defaultAutodiscoverSettings;
  const byName = location === 'External' && accessLocation === undefined && !phonesAreOutside(deployment);
  return byName && externalName ? `lyncdiscover.${deployment.sipDomain}` : host(deployment, 'web').fqdn;
}

/** URLs a ticket for the User resource may be for. */
export function userUrls(deployment: Deployment): string[] {
  const names = [host(deployment, 'web').fqdn, webFqdn(deployment, 'External')];
  return names.map(rootUrl).flatMap((root) => [`${root}/user`, `${root}/oauth/user`, root]);
}

/** What User and Domain link to (topic jj945654); inside and outside are the same web services here. */
export function serviceLinks(deployment: Deployment): AutodiscoverLink[] {
  const base = `https://${host(deployment, 'web').fqdn}`;
  const services = {
    Autodiscover: lyncAutodiscoverPath,
    AuthBroker: '/Reach/sip.svc',
    WebScheduler: '/Scheduler',
    Mcx: '/Mcx/McxService.svc',
    Ucwa: '/ucwa/v1/applications',
    XFrame: '/Autodiscover/XFrame/XFrame.html',
  };
  const both = Object.entries(services).flatMap(([name, path]) => [
    { token: `Internal/${name}`, href: `${base}${path}` },
    { token: `External/${name}`, href: `${base}${path}` },
  ]);
  return [
    ...both,
    { token: 'Ucwa', href: `${base}${services.Ucwa}` },
    { token: 'XFrame', href: `${base}${services.XFrame}` },
  ];
}

/** Where SIP goes: the pool inside, the Edge outside where there is one. `SipServer…` is reserved and says the same. */
export function sipAccess(deployment: Deployment, pool: string): SipAccess[] {
  const told = deployment.autodiscover?.sipServer;
  const inside = { fqdn: pool, port: 5061, ...told };
  const edge = deployment.hosts.get('edge');
  return [
    { element: 'SipServerInternalAccess', ...inside },
    { element: 'SipClientInternalAccess', ...inside },
    ...(edge
      ? [
          { element: 'SipServerExternalAccess', fqdn: edge.fqdn, port: 5061, ...told },
          { element: 'SipClientExternalAccess', fqdn: edge.fqdn, port: 443, ...told },
        ]
      : []),
  ];
}
