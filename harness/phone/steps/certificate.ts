import { createPublicKey, X509Certificate } from 'node:crypto';
import { makeCertificateRequest, type RsaKeyPair, reusableRsaKey } from '../../../certs/requests/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import {
  GET_AND_PUBLISH_CERT_ACTION,
  parseEnvelope,
  readGetAndPublishCertResponse,
  writeGetAndPublishCertRequest,
} from '../../wire/soap/index.js';
import type { Step, StepContext } from '../context.js';
import { instanceOf } from '../identity.js';
import type { UserCertificate } from '../memory.js';
import type { HttpAnswer } from '../network/http/http-answer.js';
import { ServerUntrusted } from '../network/secure.js';
import { faultIn, refusalIn, soapRequest } from '../web/soap.js';

/**
 * The user's certificate: an RSA-2048 request signed with SHA-1, as a client of that time makes it, sent with the web
 * ticket. What comes back must be for this key and this user.
 */
export const certificate: Step = {
  name: 'certificate',
  essential: true,
  async run(context) {
    const { memory, screen } = context;
    try {
      const entity = memory.sipAddress ?? '';
      const keys = context.keyPair ?? (await reusableRsaKey());
      const answer = await askForCertificate(context, entity, keys);
      const der = certificateIn(answer);
      memory.certificate = ours(der, entity, keys);
      return `${memory.certificate.thumbprint}, until ${memory.certificate.notAfter.toISOString()}`;
    } catch (error) {
      // A ticket that was refused once is no use; the next try asks for another.
      if (error instanceof HarnessError && error.code === 'PHONE_CERTIFICATE_REFUSED') delete memory.ticket;
      screen.show(error instanceof ServerUntrusted ? 'serverCertificateInvalid' : 'webServiceFailed');
      throw error;
    }
  },
};

async function askForCertificate(context: StepContext, entity: string, keys: RsaKeyPair): Promise<HttpAnswer> {
  const { memory, random, web } = context;
  const { audience = '', securityXml = '' } = memory.ticket ?? {};
  const message = writeGetAndPublishCertRequest({
    deviceId: instanceOf(context.epid),
    entity,
    request: await makeCertificateRequest({ commonName: entity, ...keys }),
    requestId: random.uuid(),
    messageId: random.uuid(),
    securityXml,
    to: audience,
  });
  const what = 'the request for a certificate';
  return await web.send(soapRequest(audience, GET_AND_PUBLISH_CERT_ACTION, message, what));
}

function certificateIn(answer: HttpAnswer): Buffer {
  if (answer.status !== 200 || faultIn(answer)) {
    throw new HarnessError('PHONE_CERTIFICATE_REFUSED', { detail: refusalIn(answer) });
  }
  const { operation } = parseEnvelope(answer.body);
  if (operation === undefined) throw new HarnessError('PHONE_CERTIFICATE_REFUSED', { detail: 'the answer is empty' });
  return readGetAndPublishCertResponse(operation).certificate;
}

/** @throws HarnessError PHONE_CERTIFICATE_MISMATCHED */
function ours(der: Buffer, entity: string, keys: RsaKeyPair): UserCertificate {
  let x509: X509Certificate;
  try {
    x509 = new X509Certificate(der);
  } catch {
    throw mismatched('it is not an X.509 certificate');
  }
  if (!x509.publicKey.equals(createPublicKey(keys.privateKey))) throw mismatched('it is for another key');
  const name = /^CN=(.*)$/m.exec(x509.subject)?.[1];
  if (name?.toLowerCase() !== entity.toLowerCase())
    throw mismatched(`it is for "${name ?? x509.subject}", not ${entity}`);
  return {
    certificate: der,
    privateKey: keys.privateKey,
    thumbprint: x509.fingerprint.replaceAll(':', ''),
    notAfter: new Date(x509.validTo),
  };
}

function mismatched(detail: string): HarnessError {
  return new HarnessError('PHONE_CERTIFICATE_MISMATCHED', { detail });
}
