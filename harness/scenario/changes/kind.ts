import type { z } from 'zod';
import type { CertificateWish, FaultShapes } from '../../faults/index.js';

/** One request of the control API. */
export interface ControlCall {
  /** `POST /v1/front-end/stop`. */
  readonly request: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What a run has ready for its changes. */
export interface ChangeResources {
  /** Name under which the chain minted for this wish can be assigned. */
  certificate(wish: CertificateWish): string;
  /** The certificates meant by `default.root`, `assigned.intermediates` and the like, or by a file: base64 of DER. */
  authorities(named: NamedCertificates): Promise<readonly string[]>;
  /** Id of the update rule for a model. */
  updateRule(model: string): string;
}

/** Certificates of the deployment by name, or a file seen from the scenario's folder; exactly one of both. */
export interface NamedCertificates {
  readonly certificate?: string | undefined;
  readonly file?: string | undefined;
}

/** One kind of change while a scenario runs: what an administrator does. */
export interface ChangeKind<Schema extends z.ZodObject = z.ZodObject> {
  /** Its word, unique. */
  readonly do: string;
  /** What it is, for a list. */
  readonly summary: string;
  /** Of its own parameters; strict, each described. */
  schema(shapes: FaultShapes): Schema;
  /** Parameters that make sense, as written in a scenario. */
  readonly example: z.input<Schema>;
  /** What it does with these parameters: a sentence's end, `the Front End is stopped`. */
  explain(parameters: z.output<Schema>): string;
  /** The requests of the control API that carry it out. */
  calls(
    parameters: z.output<Schema>,
    resources: ChangeResources,
  ): readonly ControlCall[] | Promise<readonly ControlCall[]>;
}

/** Keeps a kind's own parameter types while it is written down. */
export function changeKind<Schema extends z.ZodObject>(kind: ChangeKind<Schema>): ChangeKind {
  // Parameters reach a kind only after its own schema has parsed them.
  return kind as unknown as ChangeKind;
}
