export { changedZone } from './changed-zone.js';
export { listenDnsTcp, type TcpLimits } from './listen-tcp.js';
export { listenDnsUdp } from './listen-udp.js';
export { DnsServer, type DnsServerOptions } from './server.js';
export { lookUp, type Zone, zoneOf } from './zone.js';
