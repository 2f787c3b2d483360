export {
  type Anchor,
  type AnchorOrigin,
  type DeliveringOrigin,
  deliveredAnchor,
  deliveringOrigins,
  substituteStandIns,
} from './anchor.js';
export { type Assessment, type AssessmentOptions, evaluate } from './assess.js';
export { type CertificateSummary, MAX_CERTIFICATE_BYTES, summarize } from './certificate.js';
export { type ChainQuestion, evaluateChain, MAX_PRESENTED, type Verdict, type WhatIf } from './evaluate.js';
export { type CertificateFacts, type KeyUsage, keyUsages, readFacts } from './facts.js';
export { compareFirmware } from './firmware.js';
export {
  type Answer,
  type FirmwareRow,
  firmwareMatrix,
  firmwareRows,
  type MatrixCell,
  type MatrixOptions,
  type SignInPath,
  signInPaths,
} from './matrix.js';
export type { ServerKind } from './names.js';
export { MAX_PATH_CERTIFICATES } from './paths.js';
export { certificatesFromPkcs7, MAX_BUNDLE_BYTES } from './pkcs7.js';
export {
  type Acceptance,
  lpeTrustProfile,
  ocpeTrustProfile,
  standardTrustProfile,
  type TrustProfile,
  type TrustRule,
  type TrustRuleName,
  trustProfileFor,
} from './profile.js';
export { alertFor, type RefusalAlert, type RefusalReason } from './refusals.js';
export type { Remedy, RemedyKind, RemedyStep } from './remedies/remedy.js';
export { MAX_REMEDY_STEPS } from './remedies/search.js';
export {
  type FirmwareSet,
  firmwareAnchors,
  firmwareSet,
  type StoredRoot,
  storedRoot,
  type ThirdPartySet,
  type TrustStore,
  trustStore,
} from './trust-store.js';
