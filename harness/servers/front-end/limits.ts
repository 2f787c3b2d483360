import { defaultFrontEndSettings } from '../../deployment/index.js';

/** Twice the keep-alive clients are told, and a little: one that missed two of them is gone (inferred). */
export function idleTimeoutMs(keepAliveSeconds: number): number {
  return 2 * keepAliveSeconds * 1000 + 30_000;
}

/** With the usual settings. */
export const IDLE_TIMEOUT_MS = idleTimeoutMs(defaultFrontEndSettings.keepAliveSeconds);
/** Endpoints one user may have registered; more force the oldest out (MaxEndpointsPerUser of Set-CsRegistrarConfiguration). */
export const MAX_ENDPOINTS = 8;
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
/** Connections at once: a phone holds one from morning to night, and a load test brings ten thousand phones. */
export const MAX_CLIENTS = 20_000;
