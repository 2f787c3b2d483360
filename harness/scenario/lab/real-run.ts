import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { lastStep } from '../../diagnosis/devices/index.js';
import { asHarnessError, HarnessError } from '../../foundation/errors/index.js';
import { timeLimit } from '../../foundation/time-limit.js';
import type { RunRecord, VariantRecord } from '../../reports/index.js';
import { version } from '../../version.js';
import { explainExpectations } from '../expectations/explain.js';
import { refusalOf } from '../run/refusal.js';
import type { Scenario, Variant } from '../scenario.js';
import { resetPhone } from './reset.js';
import { LabSession, type LabSessionOptions } from './session.js';
import { decideNow } from './verdict.js';
import type { Decided, Watcher } from './watch.js';

export interface RealRunOptions extends Omit<LabSessionOptions, 'mac' | 'watcher' | 'requestStop' | 'requestVariant'> {
  /** The phone, lower case with colons. */
  readonly mac: string;
  /** The operator's own command; without one the phone is taken as it comes. */
  readonly resetCommand?: string | undefined;
  /** Longest a variant may take from its opening on. */
  readonly timeoutMs: number;
  readonly interrupt: AbortSignal;
  readonly watcherOf?: (scenario: Scenario) => Watcher;
  /** A lab is open; variants that take each other's place share it. */
  readonly onSession?: (session: LabSession) => void;
  /** A variant is open, and the phone was reset if it could be. */
  readonly onOpen?: (session: LabSession, variant: Variant) => void;
  /** With what the phone did; for a comparison, or to learn from it. */
  readonly onDecided?: (decided: Decided, session: LabSession) => void;
  readonly onDone?: (record: VariantRecord) => void;
}

/**
 * Run every variant of the scenarios with one real phone, one after the other. Variants of one scenario take each other's
 * place while the phone stays on, where that can be. Errors: NOTHING_SELECTED, RESET_FAILED, those of opening.
 */
export async function runWithPhone(scenarios: readonly Scenario[], options: RealRunOptions): Promise<RunRecord> {
  const started = performance.now();
  const startedAt = new Date().toISOString();
  const records: VariantRecord[] = [];
  for (const scenario of scenarios) {
    let session: LabSession | undefined;
    try {
      for (const variant of scenario.variants) {
        if (options.interrupt.aborted) break;
        const reason = unfit(variant, options);
        if (reason === undefined) session = await opened(session, scenario, variant, options);
        const record =
          reason === undefined && session
            ? await tried(session, variant, options)
            : { ...headOf(scenario, variant, options), status: 'skipped' as const, reason: reason ?? '', ...nothing };
        records.push(record);
        options.onDone?.(record);
      }
    } finally {
      await session?.close('the run is over');
    }
  }
  if (records.length === 0) throw new HarnessError('NOTHING_SELECTED', { detail: 'the selection has no variant' });
  const count = (...statuses: VariantRecord['status'][]) =>
    records.filter(({ status }) => statuses.includes(status)).length;
  return {
    tool: 'mock-lync',
    version: version(),
    seed: options.seed,
    startedAt,
    durationMs: Math.round(performance.now() - started),
    totals: { passed: count('passed'), failed: count('failed', 'error'), skipped: count('skipped') },
    variants: records,
  };
}

const nothing = { findings: [], expectations: [], durationMs: 0, elapsedMs: 0, events: 0 } as const;

/** Why a real phone cannot show this variant. */
function unfit({ needs }: Variant, { certificate }: RealRunOptions): string | undefined {
  if (needs !== 'real-root' || certificate) return undefined;
  return 'It rests on a root that is built into the phone, of which a stand-in has another key: --certificate default=FILE.pfx gives the real one.';
}

async function opened(
  before: LabSession | undefined,
  scenario: Scenario,
  variant: Variant,
  options: RealRunOptions,
): Promise<LabSession> {
  if (before) {
    try {
      await before.replace(variant);
      return before;
    } catch (thrown) {
      if (asHarnessError(thrown).code !== 'VARIANT_NOT_LIVE') throw thrown;
      await before.close('another variant');
    }
  }
  const { output } = options;
  const session = await LabSession.open(scenario, variant, {
    ...options,
    watcher: options.watcherOf?.(scenario) ?? {},
    ...(output !== undefined && { output: join(output, fileName(scenario.id, variant.name)) }),
    requestStop: () => {},
  });
  options.onSession?.(session);
  return session;
}

async function tried(session: LabSession, variant: Variant, options: RealRunOptions): Promise<VariantRecord> {
  const { interrupt, mac, resetCommand, timeoutMs } = options;
  const { scenario, served } = session;
  const started = performance.now();
  const elapsed = served.clock.elapsed();
  const before = served.journal.events.length;
  const limit = timeLimit(timeoutMs, interrupt);
  let verdict: Decided | undefined;
  try {
    if (resetCommand !== undefined) {
      // What it did before it lost its power is no part of this; what it does while the command still waits is.
      session.watch.hold(mac);
      await resetPhone(resetCommand, { mac, scenario: scenario.id, variant: variant.name });
      session.watch.release(mac);
    }
    options.onOpen?.(session, variant);
    verdict = await session.nextVerdict(limit.signal);
  } finally {
    limit.end();
  }
  const decided = verdict ?? late(session, mac, timeoutMs);
  if (decided) options.onDecided?.(decided, session);
  return {
    ...headOf(scenario, variant, options),
    ...(decided ? assessed(decided) : unseen(variant, timeoutMs)),
    durationMs: Math.round(performance.now() - started),
    elapsedMs: Math.round(served.clock.elapsed() - elapsed),
    events: served.journal.events.length - before,
    journal: served.files.journal,
  };
}

/** The time is over while the phone is still under way. */
function late(session: LabSession, mac: string, timeoutMs: number): Decided | undefined {
  const { served, watch } = session;
  const attempt = watch.attempt(mac);
  const card = watch.card(mac);
  if (!attempt || !card) return undefined;
  const { events, startedMs, variant } = attempt;
  const judged = attempt.judge(served.faults.all());
  const why = `Its time of ${Math.round(timeoutMs / 1000)} s is over. ${lastStep(events).sentence}`;
  return { verdict: decideNow(judged.records, why), card, variant, judged, events, startedMs };
}

function headOf(scenario: Scenario, variant: Variant, { seed }: RealRunOptions) {
  return { scenario: scenario.id, variant: variant.name, summary: variant.summary ?? scenario.summary, seed };
}

function assessed({ card, events, judged, verdict }: Decided) {
  const { device, epids, firmware, model, userAgents } = card;
  const refusal = refusalOf(events);
  return {
    status: verdict.status,
    reason: verdict.reason,
    outcome: judged.outcome,
    step: lastStep(events).step,
    ...(refusal && { refusal }),
    findings: judged.diagnosis?.findings ?? [],
    expectations: judged.records,
    device: {
      device,
      ...(model !== undefined && { model }),
      ...(firmware !== undefined && { firmware }),
      epids,
      userAgents,
    },
  };
}

function unseen({ expect }: Variant, timeoutMs: number) {
  const { check, sentence } = lastStep([]);
  return {
    status: 'failed' as const,
    reason: `${sentence} Its time of ${Math.round(timeoutMs / 1000)} s is over. ${check.join(' ')}`,
    findings: [],
    expectations: explainExpectations(expect).map((explain) => ({
      kind: 'event' as const,
      explain,
      status: 'missing' as const,
      instead: 'the phone never came',
    })),
  };
}

function fileName(...parts: string[]): string {
  return parts.join('.').replace(/[^a-z0-9.-]+/gi, '_');
}
