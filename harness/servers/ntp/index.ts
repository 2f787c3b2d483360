export { listenNtp } from './listen.js';
export { NtpServer, type NtpServerOptions } from './server.js';
