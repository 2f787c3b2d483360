import type { Served } from '../../scenario/serve.js';

/** The ready line: one JSON object, written once every port listens. */
export interface ReadyLine {
  readonly event: 'ready';
  readonly scenario: string;
  readonly variant: string;
  readonly endpoints: Readonly<Record<string, { readonly address: string; readonly port: number }>>;
  readonly files: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  /** From what phones are told (`tcp 127.64.0.12:443`) to where it is; for the emulated phone. */
  readonly dial: Readonly<Record<string, string>>;
  readonly seed: string;
  /** What firmware phones are offered: `nothing`, `synthetic`, or the operator’s `package`. */
  readonly firmware: 'nothing' | 'synthetic' | 'package';
}

export function readyLine(served: Served, names: { scenario: string; variant: string; seed: string }): ReadyLine {
  const { lab, files } = served;
  const endpoints: Record<string, { address: string; port: number }> = Object.fromEntries(lab.endpoints);
  if (lab.control) {
    endpoints.control = { address: lab.control.listener.address, port: lab.control.listener.port };
  }
  return {
    event: 'ready',
    scenario: names.scenario,
    variant: names.variant,
    endpoints,
    files: { ...files },
    dial: lab.dial,
    seed: names.seed,
    firmware: served.deployment.deviceUpdate?.offer.kind ?? 'nothing',
  };
}
