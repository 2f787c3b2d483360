import { randomBytes } from 'node:crypto';
import {
  clientCertificateType,
  encodeCertificateRequest,
  encodeHandshake,
  encodeRenegotiationInfo,
  encodeServerHello,
  handshakeType,
  tlsVersion,
} from '../../../wire/tls/index.js';
import type { EngineServerOptions } from '../options.js';
import { prepareIdentity } from '../rsa/prepared-identity.js';
import type { Negotiation } from './negotiation.js';

const RANDOM_LENGTH = 32;
const SESSION_ID_LENGTH = 32;

/** The random of a new hello. All of it is random: the time that RFC 2246 7.4.1.2 puts in front tells nobody anything here. */
export function helloRandom(): Buffer {
  return randomBytes(RANDOM_LENGTH);
}

/** The id of the session that this handshake makes or resumes; empty when it cannot be resumed. */
export function sessionIdFor({ session }: Negotiation, { sessions }: EngineServerOptions): Buffer {
  if (session !== undefined) return session.id;
  return sessions === undefined ? Buffer.alloc(0) : randomBytes(SESSION_ID_LENGTH);
}

/** The ServerHello message. */
export function serverHello(
  { suite, secureRenegotiation }: Negotiation,
  random: Buffer,
  sessionId: Buffer,
  { quirks }: EngineServerOptions,
): Buffer {
  const body = encodeServerHello({
    version: quirks?.helloVersion ?? tlsVersion.tls10,
    random,
    sessionId,
    suite: suite.id,
    ...(secureRenegotiation ? { extensions: [encodeRenegotiationInfo()] } : {}),
  });
  return encodeHandshake(handshakeType.server_hello, body);
}

const helloDone = encodeHandshake(handshakeType.server_hello_done, Buffer.alloc(0));

/** What follows the ServerHello of a full handshake: Certificate, CertificateRequest if wanted, ServerHelloDone. */
export function certificateMessages({ identity, clientCertificate }: EngineServerOptions): Buffer[] {
  const { certificateMessage } = prepareIdentity(identity);
  if (clientCertificate === undefined) return [certificateMessage, helloDone];
  const request = encodeCertificateRequest({
    certificateTypes: [clientCertificateType.rsaSign],
    authorities: clientCertificate.authorities,
  });
  return [certificateMessage, encodeHandshake(handshakeType.certificate_request, request), helloDone];
}
