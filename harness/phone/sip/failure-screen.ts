import type { StepContext } from '../context.js';
import { ServerUntrusted } from '../network/secure.js';
import type { ScreenName } from '../screen-texts.js';
import { RegistrarRefused } from './refusal.js';

/** The first by field reports, the second as reported of a phone that finds no root in either place. */
const directoryScreens = {
  'not-accessible': 'domainNotAccessible',
  'no-certificate': 'serverCertificateInvalid',
} as const satisfies Record<NonNullable<StepContext['memory']['directoryFailed']>, ScreenName>;

/**
 * What the display shows when registering failed; nothing new for a registrar the phone does not trust: it shows
 * "Connecting" for ever then (field reports), or, where credentials are typed, what became of Active Directory.
 */
export function failureScreen(
  { memory, model, typed }: Pick<StepContext, 'memory' | 'model' | 'typed'>,
  error: unknown,
) {
  if (error instanceof ServerUntrusted)
    return model.typed && memory.directoryFailed ? directoryScreens[memory.directoryFailed] : undefined;
  const status = error instanceof RegistrarRefused ? error.status : 0;
  if (status === 403 || status === 404) return 'notAuthorized';
  // Without a certificate it was the password that the registrar did not take.
  if (status === 401 && typed.signIn !== 'pin' && memory.certificate === undefined) return 'wrongPassword';
  return 'registrarFailed';
}
