import type { PointsFor } from '../points.js';
import type { DnsFault } from './dns-fault.js';

/** Every answer of the name server. */
export const dnsPoints = ['dns.srv', 'dns.address', 'dns.any'] as const satisfies readonly PointsFor<DnsFault>[];

/** Where services are told. */
export const srvPoints = ['dns.srv', 'dns.any'] as const satisfies readonly PointsFor<DnsFault>[];

/** Where addresses are told. */
export const addressPoints = ['dns.address', 'dns.any'] as const satisfies readonly PointsFor<DnsFault>[];
