import { type KeySource, ProvisioningAuthority, type ServerCertificate } from '../../certs/authorities/index.js';
import {
  type Deployment,
  defaultFrontEndSettings,
  type FrontEndSettings,
  furtherHosts,
  type Host,
  isRegistrar,
  type ProvisionedOverrides,
  standardHosts,
} from '../deployment/index.js';
import type { FaultSpec } from '../faults/index.js';
import type { LabAddresses } from './addresses.js';
import { type RunCertificates, runCertificates } from './certificates.js';
import { usersOf } from './default-users.js';
import type { DeploymentSpec } from './schema/deployment.js';
import { webTemplatesOf } from './templates/compile.js';
import { tlsSettingsOf } from './tls-settings.js';

/** The domain of a scenario that names none; `.test` is reserved for this (RFC 2606). */
const DEFAULT_SIP_DOMAIN = 'contoso.test';
/** Short host names as a Lync administrator would choose them. */
const hostLabels: Readonly<Record<string, string>> = {
  'front-end': 'pool01',
  'front-end-2': 'pool02',
  director: 'dir01',
  backup: 'pool03',
  edge: 'edge',
  web: 'lyncweb',
  dc: 'dc01',
};

export interface DeployOptions {
  /** The scenario's date: certificates are minted around it. */
  readonly at: Date;
  readonly addresses: LabAddresses;
  /** A real server certificate given by the operator, instead of a minted one. */
  readonly certificate?: ServerCertificate | undefined;
  /** Default: keys never used before. */
  readonly keys?: KeySource | undefined;
  /** Whose chains are minted too. */
  readonly faults?: readonly FaultSpec[];
}

/** A deployment, and the certificates of its run. */
export interface Deployed {
  readonly deployment: Deployment;
  readonly certificates: RunCertificates;
}

/** Build the deployment a scenario describes, with its certificates. */
export async function deploy(spec: DeploymentSpec, options: DeployOptions): Promise<Deployed> {
  const sipDomain = spec.sipDomain ?? spec.sipDomains?.[0] ?? DEFAULT_SIP_DOMAIN;
  const sipDomains = spec.sipDomains ?? [sipDomain];
  const dhcpDomain = spec.dhcpDomain ?? sipDomain;
  const hosts = new Map<string, Host>(
    [...standardHosts, ...furtherHosts.filter((name) => spec.hosts?.[name])].map((name) => {
      const given = spec.hosts?.[name];
      const fqdn = given?.fqdn ?? `${hostLabels[name]}.${sipDomain}`;
      return [name, { name, fqdn, address: given?.address ?? options.addresses.host(name) }];
    }),
  );
  const fqdn = (name: string) => hosts.get(name)?.fqdn ?? sipDomain;
  const names = {
    ...{ sipDomain, sipDomains, dhcpDomain, frontEnd: fqdn('front-end'), web: fqdn('web') },
    others: furtherHosts.filter((name) => isRegistrar(name) && hosts.has(name)).map(fqdn),
    edge: hosts.get('edge')?.fqdn,
  };
  const [certificates, provisioning] = await Promise.all([
    runCertificates(spec.certificates?.default, options.faults ?? [], names, {
      at: options.at,
      given: options.certificate,
      keys: options.keys,
    }),
    ProvisioningAuthority.create({ at: options.at, ...(options.keys && { keys: options.keys }) }),
  ]);
  const deployment: Deployment = {
    sipDomain,
    sipDomains,
    dhcpDomain,
    netbiosDomain: spec.netbiosDomain ?? (sipDomain.split('.')[0] ?? sipDomain).toUpperCase().slice(0, 15),
    hosts,
    registrar: spec.registrar ?? 'front-end',
    users: usersOf(spec, sipDomain),
    certificates: { default: certificates.default },
    tls: tlsSettingsOf(spec.tls),
    provisioning,
    dhcp: { option43: spec.dhcp?.option43 ?? true, option120: spec.dhcp?.option120 ?? true },
    provisioned: provisionedOf(spec.provisioned),
    frontEnd: withoutUndefined(defaultFrontEndSettings, spec.frontEnd),
    webServices: {
      http: spec.webServices?.http ?? true,
      https: spec.webServices?.https ?? true,
      chainDownload: spec.webServices?.chainDownload ?? true,
      pinAuthentication: spec.webServices?.pinAuthentication ?? true,
      windowsAuthentication: spec.webServices?.windowsAuthentication ?? true,
      certificateHours: spec.webServices?.certificateHours ?? 4320,
      templates: webTemplatesOf(spec.webServices?.templates),
    },
  };
  return { deployment, certificates };
}

/** Values as the document writes them. */
function provisionedOf(given: DeploymentSpec['provisioned']): ProvisionedOverrides {
  const written = (settings: Record<string, unknown> = {}) =>
    Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, value === null ? null : String(value)]));
  return Object.fromEntries(Object.entries(given ?? {}).map(([group, settings]) => [group, written(settings)]));
}

/** The given settings over the defaults; a key given as undefined counts as absent. */
function withoutUndefined(defaults: FrontEndSettings, given: DeploymentSpec['frontEnd']): FrontEndSettings {
  const set = Object.entries(given ?? {}).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(set) };
}
