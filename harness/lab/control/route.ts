import type { Deployment } from '../../deployment/index.js';
import type { ScenarioClock } from '../../foundation/clock/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import type { Journal } from '../../journal/index.js';
import type { Pool, Presentable } from '../../pool/index.js';
import type { FrontEnds } from '../front-ends.js';

/** What the control API can see and move. */
export interface ControlTarget {
  readonly scenario: string;
  readonly variant: string;
  readonly seed: string;
  readonly deployment: Deployment;
  readonly pool: Pool;
  readonly clock: ScenarioClock;
  readonly journal: Journal;
  readonly frontEnds: FrontEnds;
  /** Certificates that are ready to be assigned, by name. */
  readonly prepared: ReadonlyMap<string, Presentable>;
  /** Whether a server could present it. @throws HarnessError TLS_CERTIFICATE_UNUSABLE */
  tryCertificate(certificate: Presentable): void;
  endpoints(): Readonly<Record<string, { address: string; port: number }>>;
  /** Ask for the lab to be closed; the answer goes out first. */
  requestStop(): void;
  /** Whether there is a variant of that name; what it gives asks for it to be served. Throws USAGE. */
  readonly requestVariant?: ((name: string) => () => void) | undefined;
}

export interface ControlRequest {
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

export type ControlResult =
  | { readonly kind: 'json'; readonly value: unknown; readonly afterwards?: () => void }
  | { readonly kind: 'lines'; readonly lines: string[] };
export type Route = (target: ControlTarget, request: ControlRequest) => ControlResult | Promise<ControlResult>;

export function json(value: unknown): ControlResult {
  return { kind: 'json', value };
}

/** The error for a member of the body; its caller throws it. */
export function invalid(place: string, detail: string): HarnessError {
  return new HarnessError('WIRE_INVALID', { what: 'The control request', place, detail });
}
