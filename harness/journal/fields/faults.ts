import type { FaultEvents } from '../events/faults.js';
import { type EventFieldsOf, number, text } from './kinds.js';

/** Fields of the events of `FaultEvents`. */
export const faultsFields: EventFieldsOf<FaultEvents> = {
  'fault.fired': {
    at: text('Where it stands: `front-end.tls`.'),
    do: text('Its word: `reset`.'),
    sentence: text('What was done, as a sentence.'),
    count: number('How often by now, in this run.'),
  },
};
