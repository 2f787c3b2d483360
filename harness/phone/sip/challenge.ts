import { HarnessError } from '../../foundation/errors/index.js';
import { headerValues, parseCredentials, type SipResponse } from '../../wire/sip/index.js';

/** The part of a TLS-DSK challenge the phone goes by. */
export interface DskChallenge {
  readonly realm: string;
  readonly targetname: string;
  readonly version: 3 | 4;
  /** URL of the Certificate Provisioning service. */
  readonly stsUri?: string;
  /** Names the association, from the server's first flight on. */
  readonly opaque?: string;
  /** The server's flight. */
  readonly flight?: Buffer;
}

/**
 * The TLS-DSK challenge of a 401.
 * @throws HarnessError PHONE_NO_TLS_DSK naming what is offered instead
 */
export function dskChallenge(response: SipResponse, registrar: string): DskChallenge {
  const offered = headerValues(response, 'WWW-Authenticate').map(parseCredentials);
  const chosen = offered.find(({ scheme }) => scheme.toLowerCase() === 'tls-dsk');
  if (chosen === undefined) {
    const schemes = offered.map(({ scheme }) => scheme).join(', ') || 'nothing';
    throw new HarnessError('PHONE_NO_TLS_DSK', { registrar, offered: schemes });
  }
  const { parameters } = chosen;
  const realm = parameters.get('realm') ?? '';
  const targetname = parameters.get('targetname') ?? '';
  const stsUri = parameters.get('sts-uri');
  const opaque = parameters.get('opaque');
  const flight = parameters.get('gssapi-data');
  return {
    realm,
    targetname,
    version: parameters.get('version') === '3' ? 3 : 4,
    ...(stsUri && { stsUri }),
    ...(opaque && { opaque }),
    ...(flight && { flight: Buffer.from(flight, 'base64') }),
  };
}
