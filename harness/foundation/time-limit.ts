/** A signal that aborts with another or when its time is over, whichever comes first. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  /** What it limits is over: neither the timer nor the other signal holds it any longer. */
  end(): void;
}

/**
 * For `AbortSignal.any([other, AbortSignal.timeout(ms)])`, which on Node 20 never aborts once the collector has taken the
 * timeout: nothing but the timer knows it, and the combined signal holds it weakly (observed).
 */
export function timeLimit(ms: number, other: AbortSignal): TimeLimit {
  const either = new AbortController();
  const abort = (): void => either.abort();
  const timer = setTimeout(abort, ms);
  if (other.aborted) abort();
  else other.addEventListener('abort', abort);
  const end = (): void => {
    clearTimeout(timer);
    other.removeEventListener('abort', abort);
  };
  return { signal: either.signal, end };
}
