import type { Attendance, Publication, StateContent, UserPresence } from '../../../pool/index.js';
import { STATE, XSI } from './namespaces.js';
import { element, textElement } from './xml.js';

export const AVAILABLE = 3500;
export const OFFLINE = 18_500;

/** What the several states of a user come to. */
export interface AggregateState {
  readonly availability: number;
  readonly activity?: string;
}

/**
 * Nobody registered is offline. Else the most available device counts for the devices, and of it and what the user, the
 * phone and the calendar say the least available (after MS-PRES's aggregation, simplified: inferred).
 */
export function aggregateState(presence: UserPresence, attendance: Attendance): AggregateState {
  if (attendance.endpoints.size === 0) return { availability: OFFLINE };
  const states = presence
    .publications(attendance)
    .map(({ state }) => state)
    .filter((state) => state?.availability !== undefined)
    .filter((state): state is StateContent => state?.type !== 'aggregateState');
  const machines = states.filter(({ type }) => type === 'machineState').sort(byAvailability);
  const others = states.filter(({ type }) => type !== 'machineState');
  const least = [...machines.slice(0, 1), ...others].sort(byAvailability).at(-1);
  if (!least) return { availability: AVAILABLE };
  const { activity, availability = AVAILABLE } = least;
  return activity === undefined ? { availability } : { availability, activity };
}

/** When the state last changed: the newest state still published, else when the pool began to know of the user. */
export function stateSince(presence: UserPresence, publications: readonly Publication[]): Date {
  const dates = publications.filter(({ state }) => state).map(({ publishedAt }) => publishedAt);
  return dates.reduce((newest, date) => (date > newest ? date : newest), presence.since);
}

export function aggregateStateXml({ activity, availability }: AggregateState): string {
  const token = activity === undefined ? '' : element('activity', { token: activity });
  const content = `${textElement('availability', availability)}${token}`;
  return element('state', { xmlns: STATE, 'xmlns:xsi': XSI, 'xsi:type': 'aggregateState' }, content);
}

function byAvailability(a: StateContent, b: StateContent): number {
  return (a.availability ?? 0) - (b.availability ?? 0);
}
