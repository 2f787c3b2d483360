export { type Clock, type DatedClock, type Participant, type TimedOut, timedOut } from './clock.js';
export { QUIET_BEFORE_SKIP_MS, ScenarioClock, type ScenarioClockOptions } from './scenario-clock.js';
