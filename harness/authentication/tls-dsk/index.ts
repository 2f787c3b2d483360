export { TlsDskClient, type TlsDskClientOptions, type TlsDskClientStep } from './client.js';
export { DSK_KEY_MATERIAL_BYTES, DSK_LABEL, type DskHash, dskHash, dskKeys } from './dsk-keys.js';
export { MAX_FLIGHT_BYTES } from './inner-engine.js';
export { TlsDskPort, type TlsDskPortOptions } from './port.js';
export { TlsDskServer, type TlsDskServerStep } from './server.js';
