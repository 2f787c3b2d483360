export { type Binding, Bindings } from './bindings.js';
export { Devices, MAX_DEVICES } from './devices.js';
export { LOCAL_LIMIT, LOCAL_LIMIT_SHORT_PIN, LOCK_MS, PinLocks, WINDOW_MS } from './pin-locks.js';
export { Pool } from './pool.js';
export { type PublishedCertificate, PublishedCertificates } from './published-certificates.js';
