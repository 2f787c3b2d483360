export { Attempt, type Judged, MAX_ATTEMPT_EVENTS } from './attempt.js';
export { compareWithEmulated, type RealRun } from './compare.js';
export { type HistoryEntry, historyEntry, LabHistory, MAX_HISTORY_BYTES } from './history.js';
export { type Learnt, learnProfile, loadProfile } from './learn.js';
export { macOf } from './mac.js';
export { type RealRunOptions, runWithPhone } from './real-run.js';
export { LabSession, type LabSessionOptions, type StatedDevice } from './session.js';
export { decide, decideNow, type Patience, SILENT_MS, type Standing, usualPatience, type Verdict } from './verdict.js';
export { type Decided, LabWatch, type Watcher } from './watch.js';
