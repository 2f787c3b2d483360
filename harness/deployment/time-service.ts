/** How the time server's clock stands to the scenario's. */
export interface TimeServiceSettings {
  /** false: nothing listens on UDP 123. */
  readonly served: boolean;
  /** What it told when the run began; the scenario's date when absent. */
  readonly date?: Date;
  /** Milliseconds ahead of that, negative for behind. */
  readonly offsetMs: number;
  /** It tells one date for ever. */
  readonly frozen: boolean;
  /** Parts per million it runs fast, negative for slow. */
  readonly driftPpm: number;
  /** Steps it takes on its way. */
  readonly jumps: readonly { readonly afterMs: number; readonly byMs: number }[];
}

export const defaultTimeServiceSettings: TimeServiceSettings = {
  served: true,
  offsetMs: 0,
  frozen: false,
  driftPpm: 0,
  jumps: [],
};

const PARTS = 1_000_000;

/** Where the scenario's clock stands. */
export interface ScenarioTime {
  readonly start: Date;
  readonly now: Date;
  /** Milliseconds since the start. */
  readonly elapsed: number;
}

/** What the time server tells then. */
export function toldDate(settings: TimeServiceSettings, { start, now, elapsed }: ScenarioTime): Date {
  const { date, offsetMs, frozen, driftPpm, jumps } = settings;
  const standing = (date ?? start).getTime();
  const running = date === undefined ? now.getTime() : standing + elapsed;
  const drifted = frozen ? 0 : (elapsed * driftPpm) / PARTS;
  const jumped = jumps.reduce((sum, { afterMs, byMs }) => (elapsed >= afterMs ? sum + byMs : sum), 0);
  return new Date((frozen ? standing : running) + offsetMs + drifted + jumped);
}
