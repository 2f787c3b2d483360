export { type Deployment, type DhcpSettings, host, userOfAddress, type WebServiceSettings } from './deployment.js';
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
export type { TemplateMatch, TemplatePiece, WebTemplate } from './web-template.js';
