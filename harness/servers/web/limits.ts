/** Largest body read; a certificate request with a 16384-bit key and a ticket stays below 40 KiB, device logs below this too. */
export const MAX_BODY_BYTES = 1024 * 1024;
/** Of a body that is too large, so much is read and thrown away: a client that is still writing does not read our 413. */
export const MAX_DISCARDED_BYTES = 16 * 1024 * 1024;
/** Request line and headers; NTLM messages and cookies of several KiB must fit. */
export const MAX_HEADER_BYTES = 32 * 1024;
/** More header lines than any client sends. */
export const MAX_HEADERS = 200;

/** How long a connection may stay in one state, in real milliseconds: a bound on resources, not a protocol time. */
export interface WebTimeouts {
  /** From the first byte of a request to the end of its headers. */
  readonly headers: number;
  /** From the first byte of a request to the end of its body. */
  readonly request: number;
  /** Between two requests; IIS closes an idle connection after 120 seconds. */
  readonly keepAlive: number;
  /** How often the first two are looked at. */
  readonly checking: number;
}

export const webTimeouts: WebTimeouts = { headers: 30_000, request: 60_000, keepAlive: 120_000, checking: 5_000 };
