/** What came of one expectation. */
export interface ExpectationRecord {
  readonly kind: 'outcome' | 'finding' | 'event' | 'never' | 'screen' | 'firmware' | 'fault';
  /** The expectation as a sentence. */
  readonly explain: string;
  readonly status: 'met' | 'missing' | 'unexpected' | 'not-observable';
  /** What happened instead: the nearest miss, expected beside actual. */
  readonly instead?: string;
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

/** The real phone of a run, as far as it showed itself. */
export interface DeviceRecord {
  /** Its MAC, else `ip:ADDRESS`. */
  readonly device: string;
  readonly model?: string;
  readonly firmware?: string;
  readonly epids: readonly string[];
  readonly userAgents: readonly string[];
}

/** One variant's run. */
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
