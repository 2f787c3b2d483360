import { SecurityAssociation } from '../../authentication/security-association/index.js';
import { TlsDskClient } from '../../authentication/tls-dsk/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import type { PhoneTlsOffer } from '../../tls/index.js';
import { type CredentialParameter, formatCredentials, type SipResponse } from '../../wire/sip/index.js';
import type { UserCertificate } from '../memory.js';
import { type DskChallenge, dskChallenge } from './challenge.js';

/** Flights one handshake may take; two are needed. */
const MAX_FLIGHTS = 4;

/**
 * The TLS-DSK handshake: flights out in Authorization, back in 401s, until both sides have their keys
 * (MS-SIPAE 3.2.5; sequence observed). Its hello is the phone's own: both come from one TLS library (inferred). `send` posts a REGISTER with the header value and gives the final answer.
 * @throws HarnessError PHONE_REGISTER_REFUSED, PHONE_NO_TLS_DSK, TLS_DSK_NOT_FINISHED
 */
export async function dskHandshake(
  first: DskChallenge,
  certificate: UserCertificate,
  offer: PhoneTlsOffer,
  registrar: string,
  send: (authorization: string) => Promise<SipResponse>,
): Promise<SecurityAssociation> {
  const client = new TlsDskClient({ ...certificate, offer });
  const { realm, targetname, version } = first;
  try {
    let opaque: string | undefined;
    let flight = await client.start();
    for (let sent = 0; sent < MAX_FLIGHTS; sent++) {
      const response = await send(authorization(first, opaque, flight));
      if (response.status !== 401) throw refusal(response);
      const answer = dskChallenge(response, registrar);
      // The list of schemes again, without a flight, is how a server says that the handshake failed.
      if (answer.flight === undefined || answer.opaque === undefined) throw refusal(response);
      opaque = answer.opaque;
      const step = await client.next(answer.flight);
      if (step.state === 'failed') throw new HarnessError('TLS_DSK_NOT_FINISHED', { place: `client, ${step.reason}` });
      if (step.state === 'finished') {
        const keys = client.keys();
        return new SecurityAssociation({ side: 'client', scheme: 'TLS-DSK', realm, targetname, opaque, version, keys });
      }
      flight = step.flight;
    }
    throw new HarnessError('TLS_DSK_NOT_FINISHED', { place: `client, after ${MAX_FLIGHTS} flights` });
  } finally {
    client.destroy();
  }
}

function authorization({ realm, targetname, version }: DskChallenge, opaque: string | undefined, flight: Buffer) {
  const parameters: CredentialParameter[] = [
    ['qop', 'auth'],
    ...(opaque === undefined ? [] : [['opaque', opaque] as const]),
    ['realm', realm],
    ['targetname', targetname],
    ['gssapi-data', flight.toString('base64')],
    ['version', String(version), false],
  ];
  return formatCredentials('TLS-DSK', parameters);
}

/** What a final answer refuses with. */
export function refusal(response: SipResponse): HarnessError {
  const { status, reason } = response;
  return new HarnessError('PHONE_REGISTER_REFUSED', { status, reason, detail: diagnostics(response) });
}

function diagnostics({ headers }: SipResponse): string {
  const found = headers.find(({ name }) => /^ms-diagnostics(-public)?$/i.test(name));
  return found ? ` (${found.name} ${found.value.slice(0, 300)})` : '';
}
