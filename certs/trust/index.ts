export { type Anchor, type AnchorOrigin, deliveredAnchor, substituteStandIns } from './anchor.js';
export { type CertificateSummary, MAX_CERTIFICATE_BYTES, summarize } from './certificate.js';
export { type ChainQuestion, evaluateChain, MAX_PRESENTED, type Verdict } from './evaluate.js';
export { compareFirmware } from './firmware.js';
export { MAX_PATH_CERTIFICATES } from './paths.js';
export { certificatesFromPkcs7, MAX_BUNDLE_BYTES } from './pkcs7.js';
export {
  type Acceptance,
  lpeTrustProfile,
  ocpeTrustProfile,
  type TrustProfile,
  type TrustRule,
  trustProfileFor,
} from './profile.js';
export { alertFor, type RefusalAlert, type RefusalReason } from './refusals.js';
export {
  type FirmwareSet,
  firmwareAnchors,
  firmwareSet,
  type StoredRoot,
  storedRoot,
  type TrustStore,
  trustStore,
} from './trust-store.js';
