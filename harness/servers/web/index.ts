export type { WebOrigin, WebService } from './connection.js';
export { clearOldLogs } from './device-update/log-store.js';
export { createExchangeServer } from './exchange-server/create.js';
export { listenExchange } from './exchange-server/listen.js';
export { MAX_BODY_BYTES, MAX_HEADER_BYTES, type WebTimeouts } from './limits.js';
export { listenHttp } from './listen-http.js';
export { listenHttps } from './listen-https.js';
export { createWebServer, type OpenTls, type WebServer, type WebServerOptions } from './web-server.js';
