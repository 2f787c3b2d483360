import { type KeySource, ProvisioningAuthority, type ServerCertificate } from '../../certs/authorities/index.js';
import {
  type Deployment,
  defaultFrontEndSettings,
  type FirmwareOffer,
  type FrontEndSettings,
  furtherHosts,
  type Host,
  isRegistrar,
  type ProvisionedOverrides,
  sharedHosts,
  standardHosts,
} from '../deployment/index.js';
import type { FaultSpec } from '../faults/index.js';
import { activeDirectoryOf, deploysEnrollment } from './active-directory.js';
import type { LabAddresses } from './addresses.js';
import { authorityOf, certificateProvisioningOf } from './certificate-provisioning.js';
import { type RunCertificates, runCertificates } from './certificates.js';
import { usersOf } from './default-users.js';
import { deviceUpdateOf } from './device-update.js';
import { dhcpOf } from './dhcp.js';
import { addressBookOf, autodiscoverOf } from './directory-services.js';
import { deploysExchange, exchangeCertificates, exchangeOf } from './exchange.js';
import { nameServiceOf, timeServiceOf } from './name-and-time-services.js';
import type { DeploymentSpec, ServerCertificateSpec } from './schema/deployment.js';
import { webTemplatesOf } from './templates/compile.js';
import { tlsSettingsOf } from './tls-settings.js';
import { usesWindowsAuthentication, webTicketOf } from './web-ticket.js';

/** The domain of a scenario that names none; `.test` is reserved for this (RFC 2606). */
const DEFAULT_SIP_DOMAIN = 'contoso.test';
/** Short host names as a Lync administrator would choose them. */
const hostLabels: Readonly<Record<string, string>> = {
  'front-end': 'pool01',
  'front-end-2': 'pool02',
  director: 'dir01',
  backup: 'pool03',
  edge: 'edge',
  exchange: 'mail',
  web: 'lyncweb',
  dc: 'dc01',
  ca: 'ca01',
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
  /** Certificates the pool is assigned while it runs, by name. */
  readonly later?: Readonly<Record<string, ServerCertificateSpec>> | undefined;
  /** Where files the scenario names are looked for; default the working directory. */
  readonly folder?: string;
  /** The authority of user certificates an earlier process had; default a new one. */
  readonly provisioning?: ProvisioningAuthority | undefined;
  /** What firmware may be offered; default synthetic images, for the emulated phone. */
  readonly firmware?: FirmwareOffer | undefined;
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
  const deployed = (name: (typeof furtherHosts)[number]) =>
    name === 'exchange' ? deploysExchange(spec) : spec.hosts?.[name] !== undefined;
  const hosts = new Map<string, Host>(
    [...standardHosts, ...furtherHosts.filter(deployed)].map((name) => {
      const given = spec.hosts?.[name];
      const fqdn = given?.fqdn ?? `${hostLabels[name]}.${sipDomain}`;
      return [name, { name, fqdn, address: given?.address ?? options.addresses.host(name) }];
    }),
  );
  const enterpriseCa =
    !options.certificate && (spec.certificates?.default?.profile ?? 'enterprise-root').startsWith('enterprise-');
  const enrollment = deploysEnrollment(spec, enterpriseCa);
  if (enrollment) {
    const address = hosts.get(sharedHosts.ca)?.address ?? options.addresses.host(sharedHosts.ca);
    const named = spec.hosts?.ca?.fqdn ?? `${hostLabels.ca}.${sipDomain}`;
    hosts.set('ca', { name: 'ca', fqdn: named, address });
  }
  const fqdn = (name: string) => hosts.get(name)?.fqdn ?? sipDomain;
  const { redirectTo } = spec.autodiscover ?? {};
  const names = {
    ...{ sipDomain, sipDomains, dhcpDomain, frontEnd: fqdn('front-end'), web: fqdn('web') },
    others: [
      ...furtherHosts.filter((name) => isRegistrar(name) && hosts.has(name)).map(fqdn),
      ...(redirectTo === undefined ? [] : [redirectTo]),
    ],
    edge: hosts.get('edge')?.fqdn,
  };
  const mail = hosts.get('exchange');
  const further = exchangeCertificates(spec, mail, sipDomains);
  const [certificates, provisioning] = await Promise.all([
    runCertificates(spec.certificates?.default, options.faults ?? [], names, {
      at: options.at,
      given: options.certificate,
      further: Object.values(further),
      later: options.later,
      keys: options.keys,
    }),
    options.provisioning ??
      ProvisioningAuthority.create({
        at: options.at,
        ...authorityOf(spec.certificateProvisioning),
        ...(options.keys && { keys: options.keys }),
      }),
  ]);
  const [exchange, exchangeRenewed] = certificates.further;
  const users = usersOf(spec, sipDomain);
  const served = {
    default: certificates.default,
    ...(exchange && { exchange }),
    ...(exchangeRenewed && { exchangeRenewed }),
  };
  const activeDirectory = await activeDirectoryOf(spec.activeDirectory, {
    ...{ dhcpDomain, certificates: served, folder: options.folder ?? '.' },
    ...{ enterpriseCa, enrollment },
  });
  const deployment: Deployment = {
    sipDomain,
    sipDomains,
    dhcpDomain,
    netbiosDomain: spec.netbiosDomain ?? (sipDomain.split('.')[0] ?? sipDomain).toUpperCase().slice(0, 15),
    hosts,
    registrar: spec.registrar ?? 'front-end',
    users,
    certificates: served,
    tls: tlsSettingsOf(spec.tls),
    provisioning,
    certificateProvisioning: await certificateProvisioningOf(
      spec.certificateProvisioning ?? {},
      served,
      options.folder ?? '.',
    ),
    dns: nameServiceOf(spec.dns),
    time: timeServiceOf(spec.time),
    dhcp: dhcpOf(spec.dhcp),
    provisioned: provisionedOf(spec.provisioned),
    ...(activeDirectory && { activeDirectory }),
    ...(mail && { exchange: exchangeOf(spec, options.at) }),
    autodiscover: autodiscoverOf(spec, users),
    addressBook: addressBookOf(spec),
    deviceUpdate: deviceUpdateOf(spec, options.firmware ?? { kind: 'synthetic' }),
    frontEnd: withoutUndefined(defaultFrontEndSettings, spec.frontEnd),
    webTicket: webTicketOf(spec),
    webServices: {
      http: spec.webServices?.http ?? true,
      ...(spec.webServices?.http8080 !== undefined && { http8080: spec.webServices.http8080 }),
      https: spec.webServices?.https ?? true,
      chainDownload: spec.webServices?.chainDownload ?? true,
      pinAuthentication: spec.webServices?.pinAuthentication ?? true,
      windowsAuthentication: usesWindowsAuthentication(spec.webServices?.windowsAuthentication),
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
