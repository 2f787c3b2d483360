export { connectTls10 } from './connect.js';
export { EngineSocket } from './engine-socket.js';
export { serveTls10 } from './serve.js';
