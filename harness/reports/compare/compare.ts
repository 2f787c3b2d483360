import type { JournalEvent } from '../../journal/index.js';
import { type Fact, factsOf } from './facts.js';

/** A fact that is another one with the other phone. */
export interface Difference {
  readonly stage: string;
  readonly what: string;
  readonly real: string;
  readonly emulated: string;
  /** Events of the two journals that show it. */
  readonly realSeq?: number;
  readonly emulatedSeq?: number;
}

/** What two phones did in the same variant. */
export interface Comparison {
  readonly differences: readonly Difference[];
  /** Facts that are the same. */
  readonly same: number;
}

/** What the result of a run adds to what the wire shows. */
export interface RunResult {
  readonly outcome: string;
  readonly finding: string;
}

const NOTHING = 'nothing';

/** Lay a real phone's run beside the emulated phone's, fact by fact; each list of events is of one device. */
export function compareRuns(
  real: { readonly events: readonly JournalEvent[]; readonly result: RunResult },
  emulated: { readonly events: readonly JournalEvent[]; readonly result: RunResult },
): Comparison {
  const [ofReal, ofEmulated] = [real, emulated].map(({ events, result }) =>
    byName([...factsOf(events), ...results(result)]),
  );
  const names = [...new Set([...(ofReal?.keys() ?? []), ...(ofEmulated?.keys() ?? [])])];
  const differences = names.flatMap((name): Difference[] => {
    const [one, other] = [ofReal?.get(name), ofEmulated?.get(name)];
    const [shown] = [one, other].filter((each) => each !== undefined);
    if (!shown || one?.value === other?.value) return [];
    return [
      {
        stage: shown.stage,
        what: shown.what,
        real: one?.value ?? NOTHING,
        emulated: other?.value ?? NOTHING,
        ...(one?.seq !== undefined && { realSeq: one.seq }),
        ...(other?.seq !== undefined && { emulatedSeq: other.seq }),
      },
    ];
  });
  return { differences, same: names.length - differences.length };
}

function results({ finding, outcome }: RunResult): Fact[] {
  return [
    { stage: 'result', what: 'outcome', value: outcome },
    { stage: 'result', what: 'finding', value: finding },
  ];
}

function byName(facts: readonly Fact[]): ReadonlyMap<string, Fact> {
  return new Map(facts.map((fact) => [`${fact.stage} ${fact.what}`, fact]));
}
