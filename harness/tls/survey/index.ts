export { demandsServerName, surveyPort } from './survey.js';
export { type SurveyedPort, type TriedSuite, trySuite } from './try-suite.js';
