import type { PointsFor } from '../points.js';
import type { WebFault } from './web-fault.js';

type WebPoint = PointsFor<WebFault>;

/** Where the anonymous chain is given. */
export const chainPoints = ['web.root-chain', 'web-http.root-chain'] as const satisfies readonly WebPoint[];

/** Where a service describes itself. */
export const metadataPoints = ['web.certprov-metadata', 'web.ticket-metadata'] as const satisfies readonly WebPoint[];

const ticketPoints = [
  'web.ticket',
  'web.ticket-pin',
  'web.ticket-ntlm',
  'web.ticket-cert',
] as const satisfies readonly WebPoint[];

/** Answers to SOAP requests. */
export const soapPoints = [
  ...chainPoints,
  'web.certificate',
  ...ticketPoints,
  'web.exchange',
  'web.any',
] as const satisfies readonly WebPoint[];

/** Checks of the device update service. */
export const updatePoints = ['web.update', 'web-http.update'] as const satisfies readonly WebPoint[];

/** Files of an update. */
export const updateFilePoints = ['web.update-file', 'web-http.update-file'] as const satisfies readonly WebPoint[];

/** Every answer of the web services. */
export const webPoints = [
  'web.root-chain',
  'web.certificate',
  'web.certprov-metadata',
  ...ticketPoints,
  'web.ticket-metadata',
  'web.autodiscover',
  'web.exchange',
  'web.update',
  'web.update-file',
  'web.any',
  'web-http.root-chain',
  'web-http.autodiscover',
  'web-http.update',
  'web-http.update-file',
  'web-http.any',
] as const satisfies readonly WebPoint[];
