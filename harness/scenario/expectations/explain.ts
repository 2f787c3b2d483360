import type { ExpectSpec } from '../schema/expect.js';
import { explainEvent, explainNever, patternOf } from './events.js';
import { explainFinding, explainFirmware, explainOutcome, explainScreen } from './judge.js';

/** Every expectation of a variant as a sentence, in the order in which they are judged. */
export function explainExpectations(expect: ExpectSpec): string[] {
  return [
    explainOutcome(expect.outcome),
    ...(expect.finding === undefined ? [] : [explainFinding(expect.finding)]),
    ...(expect.events ?? []).map((item) =>
      typeof item === 'object' && 'never' in item ? explainNever(patternOf(item.never)) : explainEvent(patternOf(item)),
    ),
    ...(expect.screen === undefined ? [] : [explainScreen(expect.screen)]),
    ...(expect.phone === undefined ? [] : [explainFirmware(expect.phone.firmware)]),
  ];
}
