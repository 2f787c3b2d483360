import { HarnessError } from '../../foundation/errors/index.js';
import { header, type SipResponse } from '../../wire/sip/index.js';

/** The longest Retry-After a phone keeps to, seconds; a day is as good as never. */
const MAX_RETRY_AFTER = 86_400;

/** What a final answer refuses with. */
export class RegistrarRefused extends HarnessError {
  readonly status: number;
  /** Seconds. */
  readonly retryAfter: number | undefined;

  constructor(response: SipResponse) {
    const { reason, status } = response;
    super('PHONE_REGISTER_REFUSED', { status, reason, detail: diagnostics(response) });
    this.status = status;
    this.retryAfter = retryAfterOf(response);
  }
}

function diagnostics({ headers }: SipResponse): string {
  const found = headers.find(({ name }) => /^ms-diagnostics(-public)?$/i.test(name));
  return found ? ` (${found.name} ${found.value.slice(0, 300)})` : '';
}

/** `120`, `18000;duration=3600`, `120 (busy)` (RFC 3261 20.33). */
function retryAfterOf(response: SipResponse): number | undefined {
  const seconds = /^\s*([0-9]{1,9})\b/.exec(header(response, 'Retry-After') ?? '')?.[1];
  return seconds === undefined ? undefined : Math.min(Number(seconds), MAX_RETRY_AFTER);
}
