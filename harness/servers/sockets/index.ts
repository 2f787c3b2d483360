export { listenError } from './listen-error.js';
export type { Listener, ListenPlace } from './listener.js';
export { Replies } from './replies.js';
export { resetStream } from './reset-stream.js';
export { listenTcp, MAX_CONNECTIONS, type TcpPlace } from './tcp.js';
export { bindUdp, listenUdp, type Send } from './udp.js';
