/** Every kind of expectation. */
export const expectationKinds = [
  ...(['outcome', 'finding', 'event', 'any', 'count', 'never', 'nothing-else'] as const),
  ...(['screen', 'firmware', 'fault', 'change'] as const),
] as const;

/** The event that came closest to an expected one, field by field. */
export interface NearMiss {
  readonly seq: number;
  readonly type: string;
  /** Values as JSON; `absent` where the event has no such field. */
  readonly fields: readonly {
    readonly field: string;
    readonly expected: string;
    readonly actual: string;
    readonly same: boolean;
  }[];
}

/** What came of one expectation. */
export interface ExpectationRecord {
  readonly kind: (typeof expectationKinds)[number];
  /** The phone it is about, where the scenario has several. */
  readonly phone?: string;
  /** The expectation as a sentence. */
  readonly explain: string;
  readonly status: 'met' | 'missing' | 'unexpected' | 'not-observable';
  /** What happened instead: the nearest miss, expected beside actual. */
  readonly instead?: string;
  readonly nearest?: NearMiss;
  /** What the harness had ready for it. */
  readonly ready?: readonly string[];
}

/** How the phone refused a certificate, as the wire showed it. */
export interface RefusalRecord {
  readonly service: string;
  readonly how: 'alert' | 'close' | 'reset';
  readonly alert?: string;
  readonly when: string;
}

export interface FindingRecord {
  readonly id: string;
  readonly sentence: string;
  readonly evidence: readonly { readonly seq: number; readonly shows: string }[];
  readonly remedies: readonly string[];
  readonly source: string;
}

/** One phone's run. */
export interface PhoneRecord {
  readonly name: string;
  readonly mac: string;
  readonly outcome: 'signed-in' | 'sign-in-failed';
  /** The step where the emulated phone stopped, or `signed-in`. */
  readonly step: string;
  readonly refusal?: RefusalRecord;
  readonly screen: string;
  readonly findings: readonly FindingRecord[];
}

/** The real phone of a run, as far as it showed itself. */
export interface DeviceRecord {
  /** Its MAC, else `ip:ADDRESS`. */
  readonly device: string;
  readonly model?: string;
  readonly firmware?: string;
  readonly epids: readonly string[];
  readonly userAgents: readonly string[];
}

/** One variant's run; of several phones, the first's. */
export interface VariantRecord {
  readonly scenario: string;
  readonly variant: string;
  readonly summary: string;
  readonly status: 'passed' | 'failed' | 'skipped' | 'error';
  /** Why it was skipped, or the error's sentence and action. */
  readonly reason?: string;
  readonly outcome?: 'signed-in' | 'sign-in-failed';
  /** The step where the emulated phone stopped, or `signed-in`. */
  readonly step?: string;
  readonly refusal?: RefusalRecord;
  readonly screen?: string;
  readonly findings: readonly FindingRecord[];
  readonly expectations: readonly ExpectationRecord[];
  /** Every phone, where there are several. */
  readonly phones?: readonly PhoneRecord[];
  readonly seed: string;
  /** Real milliseconds, preparation included. */
  readonly durationMs: number;
  /** Scenario milliseconds, skipped waits included. */
  readonly elapsedMs: number;
  readonly events: number;
  /** With a real phone. */
  readonly device?: DeviceRecord;
  /** File of the saved journal, where one was asked for. */
  readonly journal?: string;
}

/** A whole run of `mock-lync run`. */
export interface RunRecord {
  readonly tool: 'mock-lync';
  readonly version: string;
  readonly seed: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly totals: { readonly passed: number; readonly failed: number; readonly skipped: number };
  readonly variants: readonly VariantRecord[];
}
