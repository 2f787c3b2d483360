import type { Interference } from '../tls/interference.js';

/** Where a fault may stand, and what a fault there makes for the one who carries it out. */
export interface FaultPoints {
  /** Each connection to the Front End's port 5061. */
  readonly 'front-end.tls': Interference;
  /** Each connection to the web services' port 443. */
  readonly 'web.tls': Interference;
}

export type FaultPoint = keyof FaultPoints;

/** The points at which faults that make `Made` may stand. */
export type PointsFor<Made> = { [P in FaultPoint]: FaultPoints[P] extends Made ? P : never }[FaultPoint];

/** A point in words: whose behaviour changes, what one occasion is, and in whose name its events are recorded. */
export interface PointWords {
  readonly place: string;
  readonly occasion: string;
  readonly service: 'front-end' | 'web';
}

export const faultPoints: Readonly<Record<FaultPoint, PointWords>> = {
  'front-end.tls': { place: 'the Front End’s TLS port', occasion: 'connection', service: 'front-end' },
  'web.tls': { place: 'the web services’ TLS port', occasion: 'connection', service: 'web' },
};

export function isFaultPoint(text: string): text is FaultPoint {
  return Object.hasOwn(faultPoints, text);
}
