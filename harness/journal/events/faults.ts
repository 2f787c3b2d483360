/** What the scenario's faults did. */
export interface FaultEvents {
  'fault.fired': {
    /** Where it stands: `front-end.tls`. */
    readonly at: string;
    /** Its word: `reset`. */
    readonly do: string;
    /** What was done, as a sentence. */
    readonly sentence: string;
    /** How often by now, in this run. */
    readonly count: number;
  };
}
