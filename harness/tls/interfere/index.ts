export type { InterferenceEnding } from './ending.js';
export { Interferer, type InterfererOptions, type PlannedInterference } from './interferer.js';
