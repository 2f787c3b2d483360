import { type AccessLocation, phonesAreOutside } from '../../../deployment/index.js';
import type { WebExchange } from '../exchange.js';

/**
 * Where a client is: as the scenario says, else by where it came to. The external web site listens on 8080 (Get-CsService),
 * and only clients outside ask for `lyncdiscover` without `internal`.
 */
export function accessLocation({ connection, context: { deployment }, request }: WebExchange): AccessLocation {
  const given = deployment.autodiscover?.accessLocation;
  if (given !== undefined) return given;
  const [label = ''] = (request.headers.host ?? '').toLowerCase().split('.');
  if (label === 'lyncdiscoverinternal') return 'Internal';
  const outside = label === 'lyncdiscover' || connection.service === 'web-http-8080' || phonesAreOutside(deployment);
  return outside ? 'External' : 'Internal';
}
