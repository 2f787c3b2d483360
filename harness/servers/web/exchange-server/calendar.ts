import type { Appointment, Deployment, User } from '../../../deployment/index.js';
import { attribute, child, find, text, type XmlElement } from '../../../wire/xml/index.js';

/** A span of time a client asks about. */
export interface Span {
  readonly start: Date;
  readonly end: Date;
}

/** The appointments of a user that touch the span, in order. */
export function appointmentsOf(deployment: Deployment, user: User, span?: Span): Appointment[] {
  return (deployment.exchange?.appointments ?? [])
    .filter((each) => each.user === user.name)
    .filter((each) => !span || (each.start < span.end && each.end > span.start))
    .toSorted((one, other) => one.start.getTime() - other.start.getTime());
}

/** The span of a CalendarView or TimeWindow element below, when there is one with two dates. */
export function spanIn(operation: XmlElement, name: 'CalendarView' | 'TimeWindow'): Span | undefined {
  const view = find(operation, name);
  if (!view) return undefined;
  const [start, end] = name === 'CalendarView' ? ['StartDate', 'EndDate'] : ['StartTime', 'EndTime'];
  const span = { start: dateOf(view, start ?? ''), end: dateOf(view, end ?? '') };
  return Number.isNaN(span.start.getTime()) || Number.isNaN(span.end.getTime()) ? undefined : span;
}

/** Attributes in a CalendarView, elements in a TimeWindow; a date without a zone is taken as UTC (inferred). */
function dateOf(view: XmlElement, name: string): Date {
  const element = child(view, name);
  const value = (attribute(view, name) ?? (element ? text(element) : '')).trim();
  return new Date(/[0-9]T[0-9:.]+$/.test(value) ? `${value}Z` : value);
}

export function ewsDate(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}
