export { listenDhcp } from './listen.js';
export { type DhcpReply, DhcpServer, type DhcpServerOptions } from './server.js';
