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
export { type Deployment, type DhcpSettings, host, userOfAddress, type WebServiceSettings } from './deployment.js';
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
export { furtherHosts, type Host, type HostName, standardHosts } from './host.js';
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
export type { User } from './user.js';
