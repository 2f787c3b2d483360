import type { ExpectSpec } from '../schema/expect.js';
import { explainFinding, explainFirmware, explainOutcome, explainScreen } from './judge.js';
import { explainNothingElse } from './nothing-else.js';
import { itemOf } from './pattern.js';
import { explainItem } from './words.js';

/** Every expectation of a variant as a sentence, in the order in which they are judged. */
export function explainExpectations(expect: ExpectSpec): string[] {
  return [
    ...(expect.outcome === undefined ? [] : [explainOutcome(expect.outcome)]),
    ...(expect.finding === undefined ? [] : [explainFinding(expect.finding)]),
    ...(expect.events ?? []).map((item) => explainItem(itemOf(item))),
    ...(expect.nothingElse === undefined ? [] : [explainNothingElse(expect.nothingElse)]),
    ...(expect.screen === undefined ? [] : [explainScreen(expect.screen)]),
    ...(expect.phone === undefined ? [] : [explainFirmware(expect.phone.firmware)]),
  ];
}
