/** Seconds of silence after which a client sends CRLF CRLF; what Lync servers answer (observed). */
export const KEEP_ALIVE_SECONDS = 300;
/** Twice the keep-alive and a little: a client that missed two of them is gone (inferred). */
export const IDLE_TIMEOUT_MS = 2 * KEEP_ALIVE_SECONDS * 1000 + 30_000;
/** Registration time granted when the client asks for none, and the most it gets (observed, OCS 2007 R2 and later). */
export const REGISTRATION_SECONDS = 7200;
/** Subscription time granted when the client asks for none, and the most it gets (observed: 24767 to 43200 s). */
export const SUBSCRIPTION_SECONDS = 41_472;
/** Life of a security association (MS-SIPAE 3.2.2). */
export const ASSOCIATION_MS = 8 * 3_600_000;
/** A handshake that stopped half way is forgotten after this (OfficeSIP does the same). */
export const HALF_OPEN_MS = 15 * 60_000;
/** Handshakes under way at once. Each holds a TLS engine, so a flood must not make more; a lab has dozens of phones. */
export const MAX_HALF_OPEN = 256;
/** Security associations at once: one for each of ten thousand phones, and room for endpoints that come and go. */
export const MAX_ASSOCIATIONS = 65_536;
/** Characters of an epid (MS-SIP 3.1.5.1). */
export const MAX_EPID = 16;
/** Bytes of one handshake token: a certificate chain and a key exchange, well below the header limit. */
export const MAX_TOKEN_BYTES = 32_768;
