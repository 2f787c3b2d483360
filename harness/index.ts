/**
 * The library, for test suites of any runner: open a scenario's servers (`startHarness`), run scenarios and judge them
 * (`runScenario`), power on a phone (`EmulatedPhone`), read and diagnose a journal.
 */

export { type Anchor, firmwareAnchors, substituteStandIns } from '../certs/trust/index.js';
export { type Diagnosis, diagnose, type Finding, findingKinds } from './diagnosis/index.js';
export { ScenarioClock } from './foundation/clock/index.js';
export { type ErrorCode, errorTable, HarnessError } from './foundation/errors/index.js';
export { SeededRandom } from './foundation/random.js';
export { Secret } from './foundation/secret.js';
export { type EventType, Journal, type JournalEvent, readJournal, writeJournal } from './journal/index.js';
export type { Endpoint, Lab, LabPermission, PortPlan } from './lab/index.js';
export {
  EmulatedPhone,
  type PhoneFailure,
  type PhoneModel,
  type PhoneNetwork,
  type PhoneOptions,
  type PhoneState,
  phoneModels,
  type TypedCredentials,
} from './phone/index.js';
export { type RunRecord, reportDocument, resultTable, styleFor, type VariantRecord } from './reports/index.js';
export { bundledIds, selectScenario, selectScenarios } from './scenario/catalogue.js';
export { loadScenario } from './scenario/library/load.js';
export { type RunScenarioOptions, runScenario } from './scenario/library/run-scenario.js';
export { type Harness, type StartHarnessOptions, startHarness } from './scenario/library/start-harness.js';
export { parseScenario } from './scenario/load.js';
export type { RunOptions } from './scenario/run/options.js';
export { runScenarios } from './scenario/run/run.js';
export type { Scenario, Variant } from './scenario/scenario.js';
export { scenarioJsonSchema } from './scenario/schema/scenario.js';
export { type Served, type ServeOptions, serveVariant } from './scenario/serve.js';
