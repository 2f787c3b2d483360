export { Accounts } from './accounts.js';
export { type Binding, Bindings } from './bindings.js';
export {
  type Contact,
  type ContactChange,
  type ContactDelta,
  type ContactGroup,
  ContactList,
  type ContactOutcome,
  type ContactProblem,
  Contacts,
  DEFAULT_GROUP,
  MAX_CONTACTS,
  MAX_DEFAULT_CONTACTS,
  MAX_GROUPS,
} from './contacts.js';
export { Devices, MAX_DEVICES } from './devices.js';
export { type DhcpOptionChange, DhcpOptions } from './dhcp-options.js';
export { Directory, type DirectoryAttribute, type DirectoryEntry, MAX_DIRECTORY_ENTRIES } from './directory.js';
export {
  GLOBAL_LIMITS,
  LOCAL_LIMIT,
  LOCAL_LIMIT_SHORT_PIN,
  LOCK_MS,
  type PinLimits,
  PinLocks,
  WINDOW_MS,
} from './pin-locks.js';
export { Pool } from './pool.js';
export { Presence } from './presence.js';
export { type Presentable, PresentedCertificate } from './presented-certificate.js';
export type {
  Container,
  ContainerMember,
  ContainerOperation,
  ExpireType,
  PresenceOutcome,
  PresenceSubscriber,
  Publication,
  PublishOperation,
  StateContent,
  WrongVersion,
} from './publication.js';
export {
  MAX_CERTIFICATES_PER_USER,
  type PublishedCertificate,
  PublishedCertificates,
  type StoreChange,
} from './published-certificates.js';
export { MAX_TRUSTED_CAS, TrustedCas } from './trusted-cas.js';
export {
  differences,
  type KeptUpdates,
  MAX_TEST_DEVICES,
  MAX_UPDATE_RULES,
  type RuleProblem,
  ruleIdentity,
  type UpdateRule,
  UpdateRules,
} from './update-rules.js';
export { type NoUpdate, selectUpdate, type UpdateAsker, type UpdateSelection } from './update-selection.js';
export type { Updates } from './updates.js';
export {
  type Attendance,
  MAX_CONTAINER_MEMBERS,
  MAX_CONTAINERS,
  MAX_PRESENCE_SUBSCRIBERS,
  MAX_PUBLICATIONS,
  MAX_PUBLISHED_CHARACTERS,
  UserPresence,
} from './user-presence.js';
