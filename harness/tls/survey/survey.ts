import type { ServedSuite } from '../settings/index.js';
import { type SurveyedPort, type TriedSuite, trySuite } from './try-suite.js';

/** What a port does with everything a phone of any age could offer. */
export async function surveyPort(port: SurveyedPort, expected: readonly ServedSuite[]): Promise<TriedSuite[]> {
  const tried: TriedSuite[] = [];
  // One after the other: a handshake keeps a processor busy, and nothing is won by waiting in parallel.
  for (const suite of expected) tried.push(await trySuite(port, suite));
  return tried;
}

/** Whether a port turns a hello without SNI away: the first suite it serves with SNI is tried without. */
export async function demandsServerName(port: SurveyedPort, expected: readonly ServedSuite[]): Promise<boolean> {
  const { serverName: _, ...nameless } = port;
  const served = expected.find(({ engine }) => engine !== 'none');
  return served !== undefined && (await trySuite(nameless, served)).engine === 'none';
}
