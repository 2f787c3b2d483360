export { type DeviceCard, MAX_VALUES } from './card.js';
export { DeviceFollower, type Followed, followDevices, MAX_FOLLOWED } from './follower.js';
export { type LastStep, lastStep } from './last-step.js';
export { type UserAgentFacts, userAgentFacts } from './user-agent.js';
