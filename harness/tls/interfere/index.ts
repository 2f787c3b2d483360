export { type InterferenceEnding, Interferer, type InterfererOptions, type PlannedInterference } from './interferer.js';
