import type { HarnessError } from '../../foundation/errors/index.js';
import { RegistrarRefused } from './refusal.js';

/** Tries after a refusal that may pass, while signing in: what a client does after 504 (observed of pidgin-sipe). */
export const MAX_SIGN_IN_RETRIES = 5;
/** Between them, where the server does not say (observed of pidgin-sipe after 504). */
export const GATEWAY_RETRY_MS = 60_000;

/**
 * Milliseconds after which a refused phone tries again; undefined where trying again is of no use. 504 passes by
 * itself (observed), 480 and 503 where the server says when (RFC 3261 21.5.4).
 */
export function retryDelay(error: HarnessError): number | undefined {
  if (!(error instanceof RegistrarRefused)) return undefined;
  const asked = error.retryAfter === undefined ? undefined : error.retryAfter * 1000;
  if (error.status === 504) return asked ?? GATEWAY_RETRY_MS;
  return error.status === 480 || error.status === 503 ? asked : undefined;
}
