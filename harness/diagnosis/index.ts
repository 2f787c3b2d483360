export { type Diagnosis, diagnose, findingIds, findingKinds } from './diagnose.js';
export { Evidence, refusalWords } from './evidence.js';
export type { Finding, FindingId, FindingKind } from './finding.js';
