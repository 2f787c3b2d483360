import type { ProvisioningAuthority, ServerCertificate } from '../../certs/authorities/index.js';
import { remembered } from '../foundation/remembered.js';
import type { TlsPortSettings } from '../tls/settings/index.js';
import type { ActiveDirectorySettings } from './active-directory.js';
import type { AddressBookSettings } from './address-book.js';
import type { AutodiscoverSettings } from './autodiscover.js';
import type { CertificateProvisioningSettings } from './certificate-provisioning.js';
import type { DeviceUpdateSettings } from './device-update.js';
import type { DhcpSettings } from './dhcp.js';
import type { ExchangeSettings } from './exchange.js';
import type { FrontEndSettings, ProvisionedOverrides } from './front-end.js';
import type { Host, HostName } from './host.js';
import type { NameServiceSettings } from './name-service.js';
import type { TimeServiceSettings } from './time-service.js';
import type { User } from './user.js';
import type { WebTemplate } from './web-template.js';
import type { WebTicketSettings } from './web-ticket.js';

/** The Certificate Provisioning and Web Ticket services, after Set-CsWebServiceConfiguration. */
export interface WebServiceSettings {
  /** Whether anything listens on http 80 and 8080, and on https 443. */
  readonly http: boolean;
  /** http 8080 alone; as `http` when absent. */
  readonly http8080?: boolean;
  readonly https: boolean;
  /** EnableCertChainDownload. */
  readonly chainDownload: boolean;
  /** UsePinAuth. */
  readonly pinAuthentication: boolean;
  /** UseWindowsAuth. */
  readonly windowsAuthentication: boolean;
  /** DefaultValidityPeriodHours, 8 to 8760; 4320 by default. */
  readonly certificateHours: number;
  /** Answers to requests no service knows, the first that fits; none when absent. */
  readonly templates?: readonly WebTemplate[];
}

/** Everything deployed for one run. Built once from the scenario, never changed. */
export interface Deployment {
  /** The first of `sipDomains`. */
  readonly sipDomain: string;
  /** Every domain whose users sign in here. */
  readonly sipDomains: readonly string[];
  /** Option 15: the DNS suffix phones get. */
  readonly dhcpDomain: string;
  /** The Active Directory domain's short name, e.g. `CONTOSO`. */
  readonly netbiosDomain: string;
  readonly hosts: ReadonlyMap<HostName, Host>;
  /** Host phones are told of as their Registrar; `front-end` unless there is a Director in front, `edge` for phones outside. */
  readonly registrar: HostName;
  readonly users: readonly User[];
  /** `default`, presented on every TLS port that has none of its own. */
  readonly certificates: {
    readonly default: ServerCertificate;
    /** Of the Exchange host; `default` when absent. */
    readonly exchange?: ServerCertificate;
    /** What the Exchange host presents once its certificate was renewed. */
    readonly exchangeRenewed?: ServerCertificate;
  };
  /** What the TLS ports speak. */
  readonly tls: TlsPortSettings;
  /** The CA that signs user certificates. */
  readonly provisioning: ProvisioningAuthority;
  readonly dhcp: DhcpSettings;
  /** `defaultNameServiceSettings` when absent. */
  readonly dns?: NameServiceSettings;
  /** `defaultTimeServiceSettings` when absent. */
  readonly time?: TimeServiceSettings;
  readonly webServices: WebServiceSettings;
  readonly certificateProvisioning: CertificateProvisioningSettings;
  /** As `defaultWebTicketSettings` when absent. */
  readonly webTicket?: WebTicketSettings;
  readonly frontEnd: FrontEndSettings;
  /** Absent where there is no domain controller that could be asked. */
  readonly activeDirectory?: ActiveDirectorySettings;
  /** Absent where there is no Exchange. */
  readonly exchange?: ExchangeSettings;
  /** `defaultAutodiscoverSettings` when absent. */
  readonly autodiscover?: AutodiscoverSettings;
  /** `defaultAddressBookSettings` when absent. */
  readonly addressBook?: AddressBookSettings;
  /** `defaultDeviceUpdateSettings` when absent. */
  readonly deviceUpdate?: DeviceUpdateSettings;
  /** In-band provisioning, by group: settings over the usual ones; null leaves one out. */
  readonly provisioned: ProvisionedOverrides;
}

/** A host that every deployment has, or that the scenario named. */
export function host(deployment: Deployment, name: HostName): Host {
  const found = deployment.hosts.get(name);
  if (!found) throw new RangeError(`the deployment has no host "${name}"`);
  return found;
}

/** By SIP address, of each list of users that was asked: every request asks, and a lab may have ten thousand users. */
const byAddress = new WeakMap<readonly User[], ReadonlyMap<string, User>>();

/** The user of a SIP address, with or without `sip:`, in any case. */
export function userOfAddress(deployment: Deployment, address: string): User | undefined {
  const { users } = deployment;
  let found = byAddress.get(users);
  if (!found) {
    // The first of two with the same address counts.
    found = new Map(users.toReversed().map((user) => [user.sipAddress, user]));
    byAddress.set(users, found);
  }
  return found.get(bareAddress(address));
}

const bareAddress = remembered((address) => address.replace(/^sip:/i, '').toLowerCase(), {
  entries: 1024,
  longest: 128,
});
