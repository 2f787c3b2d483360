import { diagnose } from '../../diagnosis/index.js';
import type { JournalEvent } from '../../journal/index.js';
import { type Comparison, compareRuns } from '../../reports/compare/index.js';
import { runVariant } from '../run/variant.js';
import type { Scenario, Variant } from '../scenario.js';

/** A real phone's run; `events` are of that phone alone. */
export interface RealRun {
  readonly scenario: Scenario;
  readonly variant: Variant;
  readonly events: readonly JournalEvent[];
  readonly device: string;
}

/** Run the same variant with the emulated phone, on loopback, and lay its run beside the real one. */
export async function compareWithEmulated(
  { device, events, scenario, variant }: RealRun,
  seed: string,
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
  const found = diagnose(events).find((diagnosis) => diagnosis.device === device);
  // The one device of that journal; what an address did before DHCP showed its MAC is the same phone.
  const emulated = journal.filter((event) => event.device !== undefined);
  return compareRuns(
    { events, result: { outcome: found?.outcome ?? 'sign-in-failed', finding: found?.findings[0]?.id ?? 'none' } },
    {
      events: emulated,
      result: { outcome: record.outcome ?? 'sign-in-failed', finding: record.findings[0]?.id ?? 'none' },
    },
  );
}
