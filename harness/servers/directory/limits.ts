/** Bytes a client may leave unread before its further requests wait. */
export const MAX_UNREAD_BYTES = 1024 * 1024;
/** Milliseconds without a request after which a connection is closed: MaxConnIdleTime of Active Directory, 15 minutes. */
export const IDLE_TIMEOUT_MS = 15 * 60_000;
/** Binds one connection may try; each costs a hash or two, and a client that knows its password needs three. */
export const MAX_BINDS = 200;
/** Bytes of one sealed message; what is inside is limited too (RFC 4422 3.7 leaves the size to the mechanism). */
export const MAX_WRAPPED_BYTES = 512 * 1024;
/** Compiled questions kept: a phone asks the same again and again. */
export const MAX_KEPT_QUESTIONS = 256;
