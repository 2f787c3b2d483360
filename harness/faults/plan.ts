import { explainFault } from './explain.js';
import type { FaultPoint, FaultPoints } from './points.js';
import type { FaultResources } from './resources.js';
import type { FaultSpec } from './schema.js';
import { faultNamed } from './table.js';
import { armedOn } from './when.js';

/** Devices whose occasions are counted at once; a lab has dozens, a flood of addresses forgets the oldest. */
export const MAX_COUNTED_DEVICES = 10_000;

/** Whose turn it is. */
export interface Occasion {
  readonly device?: string | undefined;
  readonly connection?: string | undefined;
}

/** One fault that applies to one occasion. */
export interface ArmedFault<Made> {
  readonly at: FaultPoint;
  readonly do: string;
  readonly made: Made;
  /** To be called when it was really carried out; counts once an occasion. */
  fired(): void;
}

/** What is recorded of a fault that was carried out. */
export interface FiredFault {
  readonly at: FaultPoint;
  readonly do: string;
  readonly sentence: string;
  /** The device it is for alone: its MAC, else `ip:ADDRESS`. */
  readonly device?: string | undefined;
  /** How often by now, in this run. */
  readonly count: number;
}

/** A fault that was never carried out. */
export type UnfiredFault = Omit<FiredFault, 'count'>;

export interface FaultPlanOptions {
  readonly resources: FaultResources;
  record(fired: FiredFault, occasion: Occasion): void;
}

interface Planned {
  spec: FaultSpec;
  sentence: string;
  readonly made: FaultPoints[FaultPoint];
  count: number;
}

const nothing: readonly never[] = [];

/** The faults of one run, and which of them were carried out. */
export class FaultPlan {
  readonly #planned: readonly Planned[];
  readonly #points: ReadonlySet<FaultPoint>;
  readonly #record: FaultPlanOptions['record'];
  /** Occasions so far, by point and device. */
  readonly #occasions = new Map<string, number>();

  /** `specs` as `faultSchema` gave them. */
  constructor(specs: readonly FaultSpec[], { resources, record }: FaultPlanOptions) {
    this.#planned = specs.map((spec) => planned(spec, resources));
    this.#points = new Set(specs.map(({ at }) => at));
    this.#record = record;
  }

  /** A run without faults. */
  static readonly none = new FaultPlan([], {
    resources: {
      chain: () => {
        throw new RangeError('a plan without faults needs no chain');
      },
      published: () => {
        throw new RangeError('a plan without faults needs no chain');
      },
    },
    record: () => {},
  });

  /** Some fault of the run stands at one of these. */
  standsAt(points: readonly FaultPoint[]): boolean {
    return points.some((point) => this.#points.has(point));
  }

  /** The faults for this occasion, in the scenario's order. Each call is an occasion, and counted. */
  for<P extends FaultPoint>(point: P, occasion: Occasion): readonly ArmedFault<FaultPoints[P]>[] {
    if (!this.#points.has(point)) return nothing;
    const number = this.#count(point, occasion.device);
    return this.#planned
      .filter(({ spec }) => spec.at === point && armedOn(spec.when, occasion.device, number))
      .map((fault) => ({
        at: point,
        do: fault.spec.do,
        // A kind's make gives what its points say.
        made: fault.made as FaultPoints[P],
        fired: this.#firing(fault, occasion),
      }));
  }

  /** Every fault of the run, and how often it was carried out by now. */
  all(): FiredFault[] {
    return this.#planned.map(({ spec, sentence, count }) => {
      const device = spec.when?.device;
      return { at: spec.at, do: spec.do, sentence, ...(device !== undefined && { device }), count };
    });
  }

  unfired(): UnfiredFault[] {
    return this.all()
      .filter(({ count }) => count === 0)
      .map(({ count: _never, ...fault }) => fault);
  }

  /** What is to go wrong for the one device goes wrong for the other instead. */
  readdress(from: string, to: string): void {
    for (const planned of this.#planned) {
      if (planned.spec.when?.device !== from) continue;
      planned.spec = { ...planned.spec, when: { ...planned.spec.when, device: to } };
      planned.sentence = explainFault(planned.spec);
    }
  }

  /** These devices start over: their next occasion is their first. */
  forget(...devices: readonly string[]): void {
    const gone = new Set(devices);
    for (const key of [...this.#occasions.keys()]) {
      if (gone.has(key.slice(key.indexOf(' ') + 1))) this.#occasions.delete(key);
    }
  }

  #forgetOldest(): void {
    const [oldest] = this.#occasions.keys();
    if (oldest !== undefined) this.#occasions.delete(oldest);
  }

  #count(point: FaultPoint, device: string | undefined): number {
    const key = `${point} ${device ?? ''}`;
    const number = (this.#occasions.get(key) ?? 0) + 1;
    this.#occasions.delete(key);
    if (this.#occasions.size >= MAX_COUNTED_DEVICES) this.#forgetOldest();
    this.#occasions.set(key, number);
    return number;
  }

  #firing(fault: Planned, occasion: Occasion): () => void {
    let done = false;
    return () => {
      if (done) return;
      done = true;
      const { spec, sentence } = fault;
      this.#record({ at: spec.at, do: spec.do, sentence, count: ++fault.count }, occasion);
    };
  }
}

function planned(spec: FaultSpec, resources: FaultResources): Planned {
  const kind = faultNamed(spec.at, spec.do);
  if (!kind) throw new RangeError(`the schema admits no fault ${spec.do} at ${spec.at}`);
  return { spec, sentence: explainFault(spec), made: kind.make(spec, resources), count: 0 };
}
