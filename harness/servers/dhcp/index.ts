export { askDhcp, type DhcpAnswer, type DhcpQuestion, MAX_ANSWERS } from './ask.js';
export type { Endpoint } from './destination.js';
export { LeaseFile } from './lease-file.js';
export type { KeptBinding } from './leases.js';
export { listenDhcp } from './listen.js';
export { refuseBesideAnother } from './other-servers.js';
export { DhcpPair } from './pair.js';
export { type DhcpReply, DhcpServer, type DhcpServerOptions } from './server.js';
