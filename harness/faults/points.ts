import type { Interference } from '../tls/interference.js';
import type { SipFault } from './sip/sip-fault.js';

/** Where a fault may stand, and what a fault there makes for the one who carries it out. */
export interface FaultPoints {
  /** Each connection to the Front End's port 5061. */
  readonly 'front-end.tls': Interference;
  /** Each connection to the web services' port 443. */
  readonly 'web.tls': Interference;
  /** Each connection to Exchange's port 443. */
  readonly 'exchange.tls': Interference;
  /** The Front End's answers that ask for credentials, or say again which are wanted. */
  readonly 'front-end.challenge': SipFault;
  /** Its answers within a handshake. */
  readonly 'front-end.handshake': SipFault;
  /** Its answers to a REGISTER whose sender is proven. */
  readonly 'front-end.register': SipFault;
  readonly 'front-end.subscribe': SipFault;
  readonly 'front-end.service': SipFault;
  readonly 'front-end.other': SipFault;
}

export type FaultPoint = keyof FaultPoints;

/** The points at which faults that make `Made` may stand. */
export type PointsFor<Made> = { [P in FaultPoint]: FaultPoints[P] extends Made ? P : never }[FaultPoint];

/** A point in words: whose behaviour changes, what one occasion is, and in whose name its events are recorded. */
export interface PointWords {
  readonly place: string;
  readonly occasion: string;
  readonly service: 'front-end' | 'web' | 'exchange';
}

export const faultPoints: Readonly<Record<FaultPoint, PointWords>> = {
  'front-end.tls': { place: 'the Front End’s TLS port', occasion: 'connection', service: 'front-end' },
  'web.tls': { place: 'the web services’ TLS port', occasion: 'connection', service: 'web' },
  'exchange.tls': { place: 'Exchange’s TLS port', occasion: 'connection', service: 'exchange' },
  'front-end.challenge': { place: 'the Front End’s challenge', occasion: 'answer', service: 'front-end' },
  'front-end.handshake': { place: 'the Front End’s part of a handshake', occasion: 'answer', service: 'front-end' },
  'front-end.register': {
    place: 'the Front End’s answer to a signed REGISTER',
    occasion: 'answer',
    service: 'front-end',
  },
  'front-end.subscribe': { place: 'the Front End’s answer to a SUBSCRIBE', occasion: 'answer', service: 'front-end' },
  'front-end.service': { place: 'the Front End’s answer to a SERVICE', occasion: 'answer', service: 'front-end' },
  'front-end.other': { place: 'the Front End’s answer to another request', occasion: 'answer', service: 'front-end' },
};

export function isFaultPoint(text: string): text is FaultPoint {
  return Object.hasOwn(faultPoints, text);
}
