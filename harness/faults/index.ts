export { type DhcpAsked, type DhcpDelivery, type DhcpFault, type DisturbedDhcp, disturbDhcp } from './dhcp/index.js';
export {
  type DisturbedLdap,
  disturbLdap,
  type LdapAnswer,
  type LdapAsked,
  type LdapConnectionFault,
  type LdapDelivery,
  type LdapFault,
  ldapRefusalBy,
  SIGNING_REQUIRED_MESSAGE,
} from './directory/index.js';
export {
  type DisturbedDns,
  type DnsAsked,
  type DnsDelivery,
  type DnsFault,
  type DnsReply,
  disturbDns,
} from './dns/index.js';
export { explainFault } from './explain.js';
export { type AnyFaultKind, type FaultKind, faultKind } from './kind.js';
export type { NtpFault } from './ntp/index.js';
export {
  type ArmedFault,
  FaultPlan,
  type FaultPlanOptions,
  type FiredFault,
  type Occasion,
  type UnfiredFault,
} from './plan.js';
export { type FaultPoint, type FaultPoints, faultPoints, isFaultPoint, type PointWords } from './points.js';
export type { CertificateWish, FaultResources, FaultShapes, SwappedChain } from './resources.js';
export { type FaultSpec, faultSchema } from './schema.js';
export { type Disturbed, disturb, type SipDelivery, type SipFault } from './sip/index.js';
export { faultNamed, faultsAt, faultTable } from './table.js';
export { interferenceOf } from './tls/interference.js';
export {
  type DisturbedReply,
  disturbReply,
  failureBy,
  refusalBy,
  type WebAsked,
  type WebConnectionFault,
  type WebContent,
  type WebDelivery,
  type WebFailing,
  type WebFailure,
  type WebFault,
  type WebReply,
  webPoints,
} from './web/index.js';
export { explainWhen, type When, whenSchema } from './when.js';
