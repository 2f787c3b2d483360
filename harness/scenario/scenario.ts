import type { FaultSpec } from '../faults/index.js';
import type { ChangeSpec } from './changes/schema.js';
import type { DeploymentSpec } from './schema/deployment.js';
import type { ExpectSpec } from './schema/expect.js';
import type { PhoneSpec } from './schema/phone.js';

/** Name of the variant that is the scenario's base. */
export const BASE_VARIANT = 'as reported';

/** One phone of a variant, and what the scenario says of it alone. */
export interface ScenarioPhone {
  /** Its name in `phones`; `phone` where there is one alone. */
  readonly name: string;
  readonly spec: PhoneSpec;
  /** A duration after the servers opened; at once when absent. */
  readonly powerOn: string | undefined;
  /** Faults for this phone alone. */
  readonly faults: readonly FaultSpec[];
  readonly expect: ExpectSpec;
  /** The scenario has no other. */
  readonly alone: boolean;
}

/** One runnable case: a scenario's base or a variant, merged and checked. */
export interface Variant {
  readonly name: string;
  readonly summary: string | undefined;
  /** `real-root`: rests on a built-in public root, of which a stand-in has another key. */
  readonly needs: 'real-root' | undefined;
  /** `now`, or ISO 8601. */
  readonly clock: string;
  readonly deployment: DeploymentSpec;
  /** The only phone, or the first of several. */
  readonly phone: PhoneSpec;
  /** One at least. */
  readonly phones: readonly ScenarioPhone[];
  readonly faults: readonly FaultSpec[];
  /** What happens while it runs. */
  readonly changes: readonly ChangeSpec[];
  /** Of the only phone; with several, of the lab as a whole. */
  readonly expect: ExpectSpec;
  readonly operator: readonly string[];
}

/** A scenario as loaded: at least one variant, the first being the base. */
export interface Scenario {
  readonly id: string;
  readonly summary: string;
  /** What somebody sees; absent: the last text on the display. */
  readonly symptom: string | undefined;
  readonly source: string | undefined;
  readonly file: string;
  readonly variants: readonly Variant[];
}
