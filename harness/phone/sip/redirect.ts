import { HarnessError } from '../../foundation/errors/index.js';
import { header, type SipResponse } from '../../wire/sip/index.js';

/** A registrar's place. */
export interface RegistrarPlace {
  readonly host: string;
  readonly port: number;
}

/** The home pool a 301 leads to. @throws HarnessError PHONE_SIP_INVALID */
export function redirectTarget(response: SipResponse): RegistrarPlace {
  const found = placeOf(header(response, 'Contact') ?? '');
  if (!found) throw new HarnessError('PHONE_SIP_INVALID', { detail: 'the redirect names no host' });
  return found;
}

/** The place in a SIP URI of a host without a user, port 5061 unless it says otherwise. */
export function placeOf(value: string): RegistrarPlace | undefined {
  const match = /sip:([^;:>@\s,]+)(?::([0-9]{1,5}))?/i.exec(value);
  const port = match?.[2] === undefined ? 5061 : Number(match[2]);
  if (match?.[1] === undefined || port < 1 || port > 65535) return undefined;
  return { host: match[1], port };
}
