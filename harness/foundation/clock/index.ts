export { type Clock, type DatedClock, type Participant, type TimedOut, timedOut } from './clock.js';
export { QUIET_TICK_MS, QUIET_TICKS, ScenarioClock, type ScenarioClockOptions } from './scenario-clock.js';
