import {
  type ChainProfile,
  mintChain,
  ProvisioningAuthority,
  type ServerCertificate,
  type SignatureAlgorithm,
  serverCertificateOf,
} from '../../certs/authorities/index.js';
import { type Deployment, type Host, serverCertificateNames, standardHosts } from '../deployment/index.js';
import type { LabAddresses } from './addresses.js';
import { usersOf } from './default-users.js';
import type { DeploymentSpec } from './schema/deployment.js';

/** The domain of a scenario that names none; `.test` is reserved for this (RFC 2606). */
const DEFAULT_SIP_DOMAIN = 'contoso.test';
/** Short host names as a Lync administrator would choose them. */
const hostLabels: Readonly<Record<string, string>> = { 'front-end': 'pool01', web: 'lyncweb', dc: 'dc01' };

export interface DeployOptions {
  /** The scenario's date: certificates are minted around it. */
  readonly at: Date;
  readonly addresses: LabAddresses;
  /** A real server certificate given by the operator, instead of a minted one. */
  readonly certificate?: ServerCertificate | undefined;
}

/** Build the deployment a scenario describes, with its certificates. */
export async function deploy(spec: DeploymentSpec, options: DeployOptions): Promise<Deployment> {
  const sipDomain = spec.sipDomain ?? DEFAULT_SIP_DOMAIN;
  const dhcpDomain = spec.dhcpDomain ?? sipDomain;
  const hosts = new Map<string, Host>(
    standardHosts.map((name) => {
      const given = spec.hosts?.[name];
      const fqdn = given?.fqdn ?? `${hostLabels[name]}.${sipDomain}`;
      return [name, { name, fqdn, address: given?.address ?? options.addresses.host(name) }];
    }),
  );
  const [certificate, provisioning] = await Promise.all([
    options.certificate ?? mintDefault(spec, hosts, sipDomain, dhcpDomain, options.at),
    ProvisioningAuthority.create({ at: options.at }),
  ]);
  return {
    sipDomain,
    dhcpDomain,
    netbiosDomain: spec.netbiosDomain ?? (sipDomain.split('.')[0] ?? sipDomain).toUpperCase().slice(0, 15),
    hosts,
    users: usersOf(spec, sipDomain),
    certificates: { default: certificate },
    provisioning,
    dhcp: { option43: spec.dhcp?.option43 ?? true, option120: spec.dhcp?.option120 ?? true },
    webServices: {
      http: spec.webServices?.http ?? true,
      https: spec.webServices?.https ?? true,
      chainDownload: spec.webServices?.chainDownload ?? true,
      pinAuthentication: spec.webServices?.pinAuthentication ?? true,
      windowsAuthentication: spec.webServices?.windowsAuthentication ?? true,
      certificateHours: spec.webServices?.certificateHours ?? 4320,
    },
  };
}

async function mintDefault(
  spec: DeploymentSpec,
  hosts: ReadonlyMap<string, Host>,
  sipDomain: string,
  dhcpDomain: string,
  at: Date,
): Promise<ServerCertificate> {
  const frontEnd = hosts.get('front-end')?.fqdn ?? sipDomain;
  const web = hosts.get('web')?.fqdn ?? sipDomain;
  const given = spec.certificates?.default;
  const minted = await mintChain({
    // The schema admits the known profiles, defects and algorithms alone.
    profile: (given?.profile ?? 'enterprise-root') as ChainProfile,
    subject: given?.subject ?? frontEnd,
    names: given?.names ?? serverCertificateNames({ sipDomain, dhcpDomain, frontEnd, web }),
    at,
    organization: sipDomain.split('.')[0] ?? sipDomain,
    ...(given?.defects ? { defects: given.defects } : {}),
    ...(given?.algorithm ? { algorithm: given.algorithm as SignatureAlgorithm } : {}),
  });
  return serverCertificateOf(minted);
}
