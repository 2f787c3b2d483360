import { diagnose } from '../../diagnosis/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import type { JournalEvent } from '../../journal/index.js';
import { type Comparison, compareRuns, type RunResult } from '../../reports/compare/index.js';
import { runVariant } from '../run/variant.js';
import type { Scenario, Variant } from '../scenario.js';
import type { SavedRun } from './saved-run.js';

/** One phone's run; `events` are of that phone alone. */
export interface PhoneRun {
  readonly events: readonly JournalEvent[];
  readonly device: string;
}

/** A real phone's run, and of what. */
export interface RealRun extends PhoneRun {
  readonly scenario: Scenario;
  readonly variant: Variant;
}

/**
 * Run the same variant with the emulated phone, on loopback, and lay its run beside the real one.
 * @throws HarnessError JOURNAL_INVALID
 */
export async function compareWithEmulated(
  { device, events, scenario, variant }: RealRun,
  seed: string,
  /** The journal the real run comes from, where it was saved before. */
  file = 'the journal',
): Promise<Comparison> {
  let journal: readonly JournalEvent[] = [];
  const record = await runVariant(scenario, variant, {
    seed,
    ports: { mode: 'any', set: {} },
    jobs: 1,
    onJournal: (recorded) => {
      journal = recorded;
    },
  });
  // The one device of that journal; what an address did before DHCP showed its MAC is the same phone.
  const emulated = journal.filter((event) => event.device !== undefined);
  const result = { outcome: record.outcome ?? 'sign-in-failed', finding: record.findings[0]?.id ?? 'none' };
  return readable(file, () =>
    compareRuns({ events, result: resultOf({ device, events }) }, { events: emulated, result }),
  );
}

/** Lay a run beside one that was saved before. @throws HarnessError JOURNAL_INVALID */
export function compareWithSaved(run: PhoneRun, saved: SavedRun): Comparison {
  return readable(saved.file, () =>
    compareRuns({ events: run.events, result: resultOf(run) }, { events: saved.events, result: resultOf(saved) }),
  );
}

/** What is read out of a saved run. @throws HarnessError JOURNAL_INVALID for an event that is not as its type */
function readable<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const detail = 'an event is not as those of its type are';
    throw new HarnessError('JOURNAL_INVALID', { file, detail }, { cause: error });
  }
}

function resultOf({ device, events }: PhoneRun): RunResult {
  const found = diagnose(events).find((diagnosis) => diagnosis.device === device);
  return { outcome: found?.outcome ?? 'sign-in-failed', finding: found?.findings[0]?.id ?? 'none' };
}
