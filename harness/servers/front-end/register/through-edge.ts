import type { Host } from '../../../deployment/index.js';
import type { SipHeader } from '../../../wire/sip/index.js';
import type { Link } from '../connection/link.js';

/**
 * What tells a client that it is outside: `ms-user-logon-data`, by which it takes the external URLs, and the Edge as a
 * hop of its way here (MS-SIPRE 4.10).
 */
export function throughEdge(edge: Host, { cid }: Link): SipHeader[] {
  return [
    { name: 'ms-user-logon-data', value: 'RemoteUser' },
    { name: 'Record-Route', value: `<sip:${edge.fqdn}:5061;transport=tls;lr;ms-received-cid=${cid}>` },
  ];
}
