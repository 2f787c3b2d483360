import type { StepContext } from '../context.js';
import { ServerUntrusted } from '../network/secure.js';
import { RegistrarRefused } from './refusal.js';

/**
 * What the display shows when registering failed; nothing new for a registrar the phone does not trust: it shows
 * "Connecting" for ever then, or, where credentials are typed and Active Directory gave nothing, that the domain is not
 * accessible (field reports).
 */
export function failureScreen(
  { memory, model, typed }: Pick<StepContext, 'memory' | 'model' | 'typed'>,
  error: unknown,
) {
  if (error instanceof ServerUntrusted)
    return memory.directoryFailed && model.typed ? 'domainNotAccessible' : undefined;
  const status = error instanceof RegistrarRefused ? error.status : 0;
  if (status === 403 || status === 404) return 'notAuthorized';
  // Without a certificate it was the password that the registrar did not take.
  if (status === 401 && typed.signIn !== 'pin' && memory.certificate === undefined) return 'wrongPassword';
  return 'registrarFailed';
}
