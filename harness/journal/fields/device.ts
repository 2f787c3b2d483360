import type { DeviceEvents } from '../events/device.js';
import { type EventFieldsOf, text, words } from './kinds.js';

/** Fields of the events of `DeviceEvents`. */
export const deviceFields: EventFieldsOf<DeviceEvents> = {
  'device.stated': {
    mac: text(),
    model: text(),
    firmware: text(),
  },
  'device.neighbour': {
    mac: text(),
    address: text(),
  },
  'device.section': {
    section: text('Its name in `phones`; absent where none that fits is left.'),
  },
  'device.verdict': {
    scenario: text(),
    variant: text(),
    status: words(['passed', 'failed']),
    reason: text(),
    outcome: words(['signed-in', 'sign-in-failed']),
    finding: text('Id of the first finding; `none` without one.'),
  },
};
