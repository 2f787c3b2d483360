import { SecurityAssociation } from '../../authentication/security-association/index.js';
import { TlsDskClient } from '../../authentication/tls-dsk/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import type { PhoneTlsOffer } from '../../tls/index.js';
import type { UserCertificate } from '../memory.js';
import { type Challenge, challengesOf } from './challenge.js';
import { type Finished, handshakeCredentials, type SendHandshake, signedRequest } from './handshake.js';
import { RegistrarRefused } from './refusal.js';

/** Flights one handshake may take; two are needed. */
const MAX_FLIGHTS = 4;

/**
 * The TLS-DSK handshake: flights out in Authorization, back in 401s, until both sides have their keys
 * (MS-SIPAE 3.2.5; sequence observed). Its hello is the phone's own: both come from one TLS library (inferred).
 * @throws HarnessError PHONE_REGISTER_REFUSED, TLS_DSK_NOT_FINISHED
 */
export async function dskHandshake(
  first: Challenge,
  certificate: UserCertificate,
  offer: PhoneTlsOffer,
  send: SendHandshake,
): Promise<Finished> {
  const client = new TlsDskClient({ ...certificate, offer });
  const { realm, targetname, version } = first;
  try {
    let opaque: string | undefined;
    let flight = await client.start();
    for (let sent = 0; sent < MAX_FLIGHTS; sent++) {
      const response = await send(handshakeCredentials('TLS-DSK', first, opaque, flight));
      if (response.status !== 401) throw new RegistrarRefused(response);
      const answer = challengesOf(response).schemes.get('TLS-DSK');
      // The list of schemes again, without a flight, is how a server says that the handshake failed.
      if (answer?.token === undefined || answer.opaque === undefined) throw new RegistrarRefused(response);
      opaque = answer.opaque;
      const step = await client.next(answer.token);
      if (step.state === 'failed') throw new HarnessError('TLS_DSK_NOT_FINISHED', { place: `client, ${step.reason}` });
      if (step.state === 'finished') {
        const keys = client.keys();
        const association = new SecurityAssociation({
          ...{ side: 'client', scheme: 'TLS-DSK', realm, targetname, opaque, version, keys },
        });
        return { association, register: (request) => signedRequest(association, request) };
      }
      flight = step.flight;
    }
    throw new HarnessError('TLS_DSK_NOT_FINISHED', { place: `client, after ${MAX_FLIGHTS} flights` });
  } finally {
    client.destroy();
  }
}
