import { HarnessError } from '../../foundation/errors/index.js';
import { header, headerValues, listValues, parseAddress, type SipResponse } from '../../wire/sip/index.js';

/** What a registrar grants with its 200. */
export interface Terms {
  /** Milliseconds until the registration ends. */
  readonly expiresMs: number;
  /** Milliseconds of silence after which a keep-alive is due; absent where the server wants none. */
  readonly keepAliveMs?: number;
  /** Event packages, in lower case. */
  readonly allowEvents: ReadonlySet<string>;
  /** Option tags, in lower case. */
  readonly supported: ReadonlySet<string>;
  /** `register-action` of presence-state: `added`, `refreshed`, `fixed` (MS-SIPREGE 2.2.1.4). */
  readonly action?: string;
  /** The user's own pool is away, and contacts and presence with it (MS-SIPREGE 2.2.1.4). */
  readonly survivable: boolean;
  /** The client is outside the company, and takes the external URLs (`ms-user-logon-data: RemoteUser`, MS-SIPREGE). */
  readonly remote: boolean;
  /** The address other requests give as Contact. */
  readonly gruu?: string;
}

/** The shortest keep-alive interval a phone keeps to: a server that says 0 must not make it flood (inferred). */
const LEAST_KEEP_ALIVE_SECONDS = 5;

/**
 * The terms for the endpoint of that instance (a GUID). A 200 without an Expires header registers nobody: so a client
 * of this family takes it (observed of pidgin-sipe).
 * @throws HarnessError PHONE_REGISTER_UNUSABLE, WIRE_INVALID
 */
export function termsOf(response: SipResponse, instance: string): Terms {
  const seconds = /^[0-9]{1,9}$/.exec(header(response, 'Expires')?.trim() ?? '')?.[0];
  if (seconds === undefined || Number(seconds) === 0) {
    throw new HarnessError('PHONE_REGISTER_UNUSABLE', { detail: 'it has no Expires header above 0' });
  }
  const keepAlive = /\btimeout\s*=\s*([0-9]{1,6})/i.exec(header(response, 'ms-keep-alive') ?? '')?.[1];
  const state = header(response, 'presence-state') ?? '';
  const action = /register-action\s*=\s*"?([a-z-]+)/i.exec(state)?.[1];
  const gruu = gruuOf(response, instance);
  return {
    expiresMs: Number(seconds) * 1000,
    ...(keepAlive && { keepAliveMs: Math.max(LEAST_KEEP_ALIVE_SECONDS, Number(keepAlive)) * 1000 }),
    allowEvents: tokens(response, 'Allow-Events'),
    supported: tokens(response, 'Supported'),
    ...(action && { action: action.toLowerCase() }),
    remote: /\bRemoteUser\b/i.test(header(response, 'ms-user-logon-data') ?? ''),
    survivable: /user-services-state\s*=\s*"?unavailable/i.test(state),
    ...(gruu && { gruu }),
  };
}

function tokens(response: SipResponse, name: string): ReadonlySet<string> {
  return new Set(
    headerValues(response, name)
      .flatMap(listValues)
      .map((token) => token.toLowerCase()),
  );
}

/** That of the Contact with the phone's own instance: there is one for each of the user's endpoints. */
function gruuOf(response: SipResponse, instance: string): string | undefined {
  const contacts = headerValues(response, 'Contact').flatMap(listValues).map(parseAddress);
  const wanted = `<urn:uuid:${instance}>`.toLowerCase();
  const own = contacts.find(({ parameters }) => parameters.get('+sip.instance')?.toLowerCase() === wanted);
  return own?.parameters.get('gruu');
}
