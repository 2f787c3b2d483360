/** The library: load scenarios, run or serve them, power on a phone, read and diagnose a journal. */

export { type Diagnosis, diagnose, type Finding, findingKinds } from './diagnosis/index.js';
export { ScenarioClock } from './foundation/clock/index.js';
export { type ErrorCode, errorTable, HarnessError } from './foundation/errors/index.js';
export { SeededRandom } from './foundation/random.js';
export { Secret } from './foundation/secret.js';
export { type EventType, Journal, type JournalEvent, readJournal, writeJournal } from './journal/index.js';
export type { Lab, LabPermission, PortPlan } from './lab/index.js';
export { EmulatedPhone, type PhoneOptions, type PhoneState } from './phone/index.js';
export { type RunRecord, reportDocument, resultTable, styleFor, type VariantRecord } from './reports/index.js';
export { bundledIds, selectScenario, selectScenarios } from './scenario/catalogue.js';
export { loadScenario, parseScenario } from './scenario/load.js';
export type { RunOptions } from './scenario/run/options.js';
export { runScenarios } from './scenario/run/run.js';
export type { Scenario, Variant } from './scenario/scenario.js';
export { scenarioJsonSchema } from './scenario/schema/scenario.js';
export { type Served, type ServeOptions, serveVariant } from './scenario/serve.js';
