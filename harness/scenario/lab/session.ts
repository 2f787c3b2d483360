import type { DeviceCard } from '../../diagnosis/devices/index.js';
import { asHarnessError } from '../../foundation/errors/index.js';
import { neighbours } from '../../lab/neighbours.js';
import type { Scenario, ScenarioPhone, Variant } from '../scenario.js';
import { type Served, type ServeOptions, serveVariant } from '../serve.js';
import { type Patience, usualPatience } from './verdict.js';
import { type Decided, LabWatch, type Watcher } from './watch.js';

/** How often everything is looked at: a person waits for what is shown. */
const TICK_MS = 250;

/** What the operator says of a phone, because the wire does not. */
export interface StatedDevice {
  /** Lower case, with colons. */
  readonly mac: string;
  readonly model?: string;
  readonly firmware?: string;
}

export interface LabSessionOptions extends Omit<ServeOptions, 'requestVariant'> {
  readonly stated?: readonly StatedDevice[];
  readonly patience?: Partial<Patience>;
  /** Whose way is judged; everybody's by default. */
  readonly mac?: string | undefined;
  readonly watcher: Watcher;
  /** The control API asked for another variant. */
  requestVariant?(name: string): void;
}

/** A scenario served to phones that are followed and judged, a variant after the other. */
export class LabSession {
  readonly scenario: Scenario;
  readonly served: Served;
  readonly watch: LabWatch;
  readonly #ended = new AbortController();
  readonly #ticking: Promise<void>;
  readonly #unsubscribe: () => void;
  readonly #waiting = new Set<(decided: Decided) => void>();
  readonly #asked = new Set<string>();

  private constructor(scenario: Scenario, served: Served, options: LabSessionOptions) {
    this.scenario = scenario;
    this.served = served;
    const { mac, watcher } = options;
    const { clock, journal } = served;
    this.watch = new LabWatch(served.variant, served.faults, {
      patience: { ...usualPatience, ...options.patience },
      ...(mac !== undefined && { judged: (card) => card.mac === mac }),
      watcher: {
        ...watcher,
        took: (card, section) => {
          if (card.mac !== undefined) served.standsFor(card.mac, section?.name);
          this.#recordSection(card, section);
          watcher.took?.(card, section);
        },
        decided: (decided) => this.#decided(decided, watcher),
      },
    });
    for (const event of journal.events) this.watch.take(event, clock.elapsed());
    this.#unsubscribe = journal.subscribe((event) => this.watch.take(event, clock.elapsed()));
    for (const { mac: device, ...said } of options.stated ?? []) {
      journal.recorder('lab').record('device.stated', { mac: device, ...said }, { device });
    }
    this.#ticking = this.#tick();
  }

  /** Errors: those of `serveVariant`. */
  static async open(scenario: Scenario, variant: Variant, options: LabSessionOptions): Promise<LabSession> {
    const served = await serveVariant(scenario, variant, options);
    return new LabSession(scenario, served, options);
  }

  /** Another variant in the place of the present one, phones as they are. Errors: those of `Served.replace`. */
  async replace(variant: Variant): Promise<void> {
    await this.served.replace(variant);
    this.watch.serve(variant, this.served.faults);
  }

  /** The next verdict, or undefined when the signal ends the waiting first. */
  async nextVerdict(signal: AbortSignal): Promise<Decided | undefined> {
    return await new Promise((resolve) => {
      if (signal.aborted) return resolve(undefined);
      const done = (decided: Decided | undefined) => {
        this.#waiting.delete(done);
        signal.removeEventListener('abort', aborted);
        resolve(decided);
      };
      const aborted = () => done(undefined);
      this.#waiting.add(done);
      signal.addEventListener('abort', aborted, { once: true });
    });
  }

  async close(reason: string): Promise<void> {
    this.#ended.abort();
    await this.#ticking;
    this.#unsubscribe();
    await this.served.close(reason);
  }

  async #tick(): Promise<void> {
    const { signal } = this.#ended;
    const { clock, journal } = this.served;
    while (!signal.aborted) {
      try {
        this.#lookUp();
        this.watch.tick(clock.elapsed());
      } catch (thrown) {
        const { code, message } = asHarnessError(thrown);
        journal.recorder('lab').record('harness.error', { code, message });
      }
      await clock.sleep(TICK_MS, signal).catch(() => {});
    }
  }

  /** Whose MAC DHCP did not show: the machine's own table may have it. */
  #lookUp(): void {
    const nameless = this.watch
      .cards()
      .flatMap(({ addresses, mac }) => (mac === undefined ? addresses : []))
      .filter((address) => !this.#asked.has(address) && !address.startsWith('127.'));
    if (nameless.length === 0) return;
    const table = neighbours();
    const { journal, lab } = this.served;
    for (const address of nameless) {
      this.#asked.add(address);
      const mac = table.get(address);
      if (mac === undefined) continue;
      lab.pool.devices.learn(mac, address);
      journal.recorder('lab').record('device.neighbour', { mac, address }, { device: mac });
    }
  }

  /** Behind the event that told who it is: that one is still being told to others. */
  #recordSection({ device }: DeviceCard, section: ScenarioPhone | undefined): void {
    const { journal } = this.served;
    const said = section ? { section: section.name } : {};
    queueMicrotask(() => journal.recorder('lab').record('device.section', said, { device }));
  }

  #decided(decided: Decided, watcher: Watcher): void {
    const { card, judged, variant, verdict } = decided;
    const { status, reason } = verdict;
    const finding = judged.diagnosis?.findings[0]?.id ?? 'none';
    const said = {
      scenario: this.scenario.id,
      variant: variant.name,
      status,
      reason,
      outcome: judged.outcome,
      finding,
    };
    this.served.journal.recorder('lab').record('device.verdict', said, { device: card.device });
    watcher.decided?.(decided);
    for (const done of [...this.#waiting]) done(decided);
  }
}
