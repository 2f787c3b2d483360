import type { HarnessError } from '../foundation/errors/index.js';
import { ServerUntrusted } from './network/secure.js';
import type { PhoneFailure } from './state.js';

/** A failed step as plain values, with the verdict when the phone turned a server away. */
export function failureOf(step: string, error: HarnessError): PhoneFailure {
  const { code, message } = error;
  if (!(error instanceof ServerUntrusted)) return { step, code, sentence: message };
  const { host, verdict, refusal } = error;
  const path = verdict.path.map(({ subject }) => subject);
  return {
    step,
    code,
    sentence: message,
    refusal,
    verdict: { host, reason: verdict.reason, sentence: verdict.sentence, path },
  };
}
