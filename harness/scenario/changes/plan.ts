import type { DatedClock } from '../../foundation/clock/index.js';
import { asHarnessError } from '../../foundation/errors/index.js';
import type { Journal, JournalEvent } from '../../journal/index.js';
import type { Lab } from '../../lab/index.js';
import { fits, type Pattern, patternOf } from '../expectations/pattern.js';
import { durationMs } from '../schema/duration.js';
import { explainChange, ownParameters } from './explain.js';
import type { ChangeResources } from './kind.js';
import type { ChangeSpec } from './schema.js';
import { changeNamed } from './table.js';

/** What became of one change. */
export interface ChangeResult {
  readonly do: string;
  readonly sentence: string;
  readonly made: boolean;
  /** Why not, as half a sentence. */
  readonly instead: string;
}

export interface ChangePlanOptions {
  readonly lab: Pick<Lab, 'administer'>;
  readonly journal: Journal;
  readonly clock: DatedClock;
  readonly resources: ChangeResources;
}

type State = 'waiting' | 'due' | 'made' | 'failed';

interface Planned {
  spec: ChangeSpec;
  sentence: string;
  readonly pattern: Pattern | undefined;
  /** Events that fitted so far. */
  seen: number;
  state: State;
  problem: string;
}

/** The changes of one run: each falls due once, and is carried out as an administrator would. */
export class ChangePlan {
  readonly #planned: readonly Planned[];
  readonly #options: ChangePlanOptions;
  readonly #ended = new AbortController();
  readonly #running = new Set<Promise<void>>();
  #unsubscribe = () => {};
  /** One change at a time, in the order in which they fell due. */
  #last: Promise<void> = Promise.resolve();

  /** `specs` as `changeSchema` gave them, their devices as MAC addresses. */
  constructor(specs: readonly ChangeSpec[], options: ChangePlanOptions) {
    this.#options = options;
    this.#planned = specs.map((spec) => ({
      spec,
      sentence: explainChange(spec),
      pattern: spec.after === undefined ? undefined : patternOf(spec.after),
      ...{ seen: 0, state: 'waiting', problem: '' },
    }));
  }

  /** From now on changes fall due; what is in the journal already counts. */
  start(): void {
    if (this.#planned.length === 0) return;
    const { journal } = this.#options;
    for (const event of journal.events) this.#heard(event);
    this.#unsubscribe = journal.subscribe((event) => this.#heard(event));
    for (const planned of this.#planned) {
      if (planned.spec.at !== undefined) this.#fallDue(planned, durationMs(planned.spec.at));
    }
  }

  /** What has not begun is not carried out any more; what has is waited for. */
  async close(): Promise<void> {
    this.#unsubscribe();
    this.#ended.abort();
    await Promise.all(this.#running);
  }

  /** What waits for an event of the one device waits for one of the other instead. */
  readdress(from: string, to: string): void {
    for (const planned of this.#planned) {
      if (planned.spec.device !== from) continue;
      planned.spec = { ...planned.spec, device: to };
      planned.sentence = explainChange(planned.spec);
    }
  }

  all(): ChangeResult[] {
    return this.#planned.map(({ problem, sentence, spec, state }) => ({
      ...{ do: spec.do, sentence, made: state === 'made' },
      instead: state === 'failed' ? problem : reasons[state],
    }));
  }

  #heard(event: JournalEvent): void {
    for (const planned of this.#planned) {
      const { pattern, spec } = planned;
      if (!pattern || planned.state !== 'waiting' || !fits(pattern, event)) continue;
      if (spec.device !== undefined && event.device !== spec.device) continue;
      if (++planned.seen === (spec.nth ?? 1)) this.#fallDue(planned, durationMs(spec.wait ?? '0s'));
    }
  }

  #fallDue(planned: Planned, waitMs: number): void {
    planned.state = 'due';
    // Taking part, so that no clock that skips waits goes on before the change is carried out.
    const participant = this.#options.clock.join(`change ${planned.spec.do}`);
    const wait = participant.sleep(waitMs, this.#ended.signal);
    const work = wait
      .then(
        () => this.#inTurn(planned),
        () => {},
      )
      .finally(() => {
        participant.leave();
        this.#running.delete(work);
      });
    this.#running.add(work);
  }

  #inTurn(planned: Planned): Promise<void> {
    this.#last = this.#last.then(() => this.#carryOut(planned));
    return this.#last;
  }

  async #carryOut(planned: Planned): Promise<void> {
    const { sentence, spec } = planned;
    const { journal, lab, resources } = this.#options;
    const recorder = journal.recorder('lab');
    try {
      const calls = (await changeNamed(spec.do)?.calls(ownParameters(spec), resources)) ?? [];
      for (const { body, request } of calls) await lab.administer(request, body);
      planned.state = 'made';
      recorder.record('change.made', { do: spec.do, sentence });
    } catch (thrown) {
      const { code, message } = asHarnessError(thrown);
      planned.state = 'failed';
      planned.problem = `it could not be: ${message}`;
      recorder.record('change.failed', { do: spec.do, sentence, code, message });
    }
  }
}

const reasons: Readonly<Record<State, string>> = {
  waiting: 'it never was: the event did not come',
  due: 'the run was over before its time came; let the phone stay, or be off, longer',
  made: '',
  failed: '',
};
