export { accountNames } from './account-names.js';
export {
  type ActiveDirectorySettings,
  type AnonymousRights,
  type AuthorityPageAccess,
  anonymousRights,
  authorityPageAccesses,
  type DirectoryStore,
  defaultActiveDirectorySettings,
  directoryStores,
  domainDn,
  type EnrollmentServiceSettings,
  type PublishedCa,
} from './active-directory.js';
export {
  type AddressBookSettings,
  addressBookPath,
  type DirectoryContact,
  type DistributionList,
  defaultAddressBookSettings,
  groupExpansionPath,
  locationInformationPath,
} from './address-book.js';
export {
  type AccessLocation,
  type AutodiscoverSettings,
  defaultAutodiscoverSettings,
  lyncAutodiscoverPath,
} from './autodiscover.js';
export {
  type CaStore,
  type CertificateProvisioningSettings,
  type ChainBundling,
  caStores,
  chainBundlings,
  type DeviceIdRule,
  defaultCertificateProvisioningSettings,
  deviceIdRules,
  type MissingThumbprintRule,
  missingThumbprintRules,
  requestKeyBitsRange,
  type TrustedCa,
  validityHoursRange,
} from './certificate-provisioning.js';
export { type Deployment, host, userOfAddress, type WebServiceSettings } from './deployment.js';
export {
  CATALOGUE_FILE,
  DEFAULT_IMAGE_BYTES,
  type DeployedUpdateRule,
  type DeviceLogSettings,
  type DeviceUpdateSettings,
  defaultDeviceUpdateSettings,
  deviceUpdateExternalPath,
  type FirmwareFile,
  type FirmwareOffer,
  IMAGE_FILE,
  MAX_KEPT_LOG_BYTES,
  MAX_KEPT_LOGS,
  type TestDevice,
  UPDATE_TYPE,
  type UpdateRuleKey,
  updateFolder,
  updateStores,
} from './device-update.js';
export {
  type DhcpContents,
  type DhcpMode,
  type DhcpScope,
  type DhcpSettings,
  defaultLeaseTimes,
  dhcpModes,
  type LeaseTimes,
  type SecondDhcpServer,
  type VoiceVlanSettings,
} from './dhcp.js';
export {
  type Appointment,
  autodiscoverPath,
  type ExchangeSettings,
  exchangeCertificateNames,
  exchangeServicePath,
  hasExchange,
} from './exchange.js';
export {
  defaultFrontEndSettings,
  type FrontEndSettings,
  type ProvisionedOverrides,
  type RegistrarScheme,
} from './front-end.js';
export { furtherHosts, type Host, type HostName, sharedHosts, standardHosts } from './host.js';
export {
  type DnsChanges,
  type DnsRecord,
  type DnsRecordType,
  defaultNameServiceSettings,
  type NameServiceSettings,
} from './name-service.js';
export {
  certificateProvisioningPath,
  certificateProvisioningUrl,
  deviceUpdatePath,
  realm,
  serverCertificateNames,
  webTicketPath,
  webTicketUrl,
} from './names.js';
export {
  isRegistrar,
  phonesAreOutside,
  type RegistrarName,
  type RegistrarRole,
  registrarRoles,
  registrarsOf,
  registrarUri,
  toldRegistrar,
} from './registrar.js';
export {
  authoritiesOf,
  certificatesOfFile,
  inServerStore,
  normalThumbprint,
  type ServerStore,
  trustedCaOfCertificate,
  trustedCaOfThumbprint,
} from './server-store.js';
export { defaultTimeServiceSettings, type TimeServiceSettings, toldDate } from './time-service.js';
export type { User } from './user.js';
export type { TemplateMatch, TemplatePiece, WebTemplate } from './web-template.js';
export {
  defaultWebTicketSettings,
  type PinPolicy,
  type PinReason,
  type PinRefusal,
  type PinState,
  pinReasons,
  pinStates,
  publishedPorts,
  ticketProofs,
  ticketReplays,
  ticketSignatures,
  type WebTicketSettings,
  webTicketSettings,
  windowsAuthentications,
} from './web-ticket.js';
