import { HarnessError } from '../../foundation/errors/index.js';

/** An answer the phone can do nothing with. */
export function unusable(url: string, detail: string): HarnessError {
  return new HarnessError('PHONE_AUTODISCOVER_UNUSABLE', { url: url.slice(0, 300), detail });
}
