export {
  type ChosenEngine,
  chooseEngine,
  type EngineRefusal,
  type EngineRefusalReason,
  engineChooser,
} from './choose-engine.js';
export { mergeTlsSettings, portSettings, type TlsPortSettings } from './merge.js';
export { type ServedSuite, servedSuites } from './served-suites.js';
export { defaultTlsSettings, type EngineChoice, type ServerTlsVersion, type TlsSettings } from './settings.js';
export { isSuiteName } from './usable-suites.js';
export { serverVersions } from './version.js';
