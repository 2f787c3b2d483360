import type { ScenarioPhone, Variant } from '../scenario.js';

/** Which phone of the scenario a device stands for from now on; without one, it is judged by what is said of the whole. */
export interface Taking {
  readonly section: ScenarioPhone | undefined;
}

/** What of a device decides whom it can stand for, as far as it is known. */
export interface KnownDevice {
  readonly mac?: string | undefined;
  readonly model?: string | undefined;
}

interface Taken {
  readonly section: ScenarioPhone;
  /** It came before its model was known. */
  readonly unsure: boolean;
}

/**
 * Which real phone stands for which of a scenario's `phones`. A section that names a MAC is that phone's. Any other phone
 * takes the next section without one that nobody has and whose model is its own, if that is known; in the next variant
 * the same again. It keeps it while it lasts, so that a phone that starts over is the same one.
 */
export class Sections {
  #variant: Variant;
  readonly #taken = new Map<string, Taken>();
  /** Names of the sections that phones had last. */
  readonly #last = new Map<string, string>();

  constructor(variant: Variant) {
    this.#variant = variant;
  }

  /** Another variant, with sections of its own. */
  serve(variant: Variant): void {
    this.#variant = variant;
    this.#taken.clear();
  }

  /** Of the scenario's phones there are several. */
  get several(): boolean {
    return this.#variant.phones.some(({ alone }) => !alone);
  }

  /** The section of a device, by its MAC. */
  of(mac: string): ScenarioPhone | undefined {
    return this.#variant.phones.find(({ alone, spec }) => !alone && spec.mac === mac) ?? this.#taken.get(mac)?.section;
  }

  /** What is known of a device by now; the result where that changes whom it stands for. */
  seen({ mac, model }: KnownDevice): Taking | undefined {
    if (mac === undefined || !this.several) return undefined;
    const before = this.#taken.get(mac);
    if (!before) {
      const section = this.of(mac) ?? this.#next(mac, model);
      if (section === undefined || section.spec.mac !== undefined) return undefined;
      this.#take(mac, { section, unsure: model === undefined });
      return { section };
    }
    if (!before.unsure || model === undefined) return undefined;
    const fits = isModel(before.section, model);
    const section = fits ? before.section : this.#next(mac, model);
    this.#taken.delete(mac);
    if (section) this.#take(mac, { section, unsure: false });
    return fits ? undefined : { section };
  }

  #take(mac: string, taken: Taken): void {
    this.#taken.set(mac, taken);
    this.#last.set(mac, taken.section.name);
  }

  #next(mac: string, model: string | undefined): ScenarioPhone | undefined {
    const had = new Set([...this.#taken.values()].map(({ section }) => section));
    const free = this.#variant.phones.filter(
      (section) =>
        !section.alone &&
        section.spec.mac === undefined &&
        !had.has(section) &&
        (model === undefined || isModel(section, model)),
    );
    return free.find(({ name }) => name === this.#last.get(mac)) ?? free[0];
  }
}

function isModel({ spec }: ScenarioPhone, model: string): boolean {
  return spec.model.toLowerCase() === model.toLowerCase();
}
