import { type CertificateRequest, readCertificateRequest } from '../../../../certs/requests/index.js';
import type { Deployment } from '../../../deployment/index.js';
import { HarnessError } from '../../../foundation/errors/index.js';
import { type CertificateRequest as Asked, readGetAndPublishCertRequest } from '../../../wire/soap/index.js';
import type { XmlElement } from '../../../wire/xml/index.js';
import type { WebProblem } from '../problems.js';

/** Why a request cannot be granted, whoever asks. */
export interface RequestProblem {
  readonly problem: WebProblem;
  readonly detail?: string;
}

export interface CertificateAsk extends Omit<Asked, 'request'> {
  readonly request: CertificateRequest;
}

const GUID_IN_BRACES = /^\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}$/i;

/** The operation's element and the PKCS#10 inside, read; or why not. */
export async function readAsk(operation: XmlElement): Promise<CertificateAsk | RequestProblem> {
  try {
    const asked = readGetAndPublishCertRequest(operation);
    return { ...asked, request: await readCertificateRequest(asked.request) };
  } catch (error) {
    if (error instanceof HarnessError) return { problem: 'malformed-request', detail: error.message };
    throw error;
  }
}

/**
 * The device is named by its instance, as clients do; the request is signed with its own key (SHA-1 is what clients of
 * that time sign with); the key is RSA and within MinCSRKeySize and MaxCSRKeySize.
 */
export function requestProblem(asked: CertificateAsk, deployment: Deployment): RequestProblem | undefined {
  const { deviceId, request } = asked;
  const { max, min } = deployment.certificateProvisioning.requestKeyBits;
  if (!GUID_IN_BRACES.test(deviceId)) return { problem: 'device-id' };
  if (!request.signatureValid) {
    return { problem: 'bad-request-signature', detail: `signed as ${request.signatureAlgorithm}` };
  }
  if (request.keyType !== 'rsa') return { problem: 'key-size', detail: `a key of type ${request.keyType}, not RSA` };
  if (request.keyBits < min || request.keyBits > max) {
    return { problem: 'key-size', detail: `a key of ${request.keyBits} bits where ${min} to ${max} are allowed` };
  }
  return undefined;
}

/**
 * How a request names another device than the request for its ticket did, whose Context is the GUID of the device with
 * every client known (observed of pidgin-sipe; braces do not count). Undefined where that Context is no GUID, since then
 * nobody said which device it was.
 */
export function deviceProblem({ context }: { readonly context?: string }, deviceId: string): string | undefined {
  const wanted = bare(context ?? '');
  if (!GUID_IN_BRACES.test(`{${wanted}}`) || bare(deviceId) === wanted) return undefined;
  return `the ticket was asked for by {${wanted}}, the certificate by ${deviceId}`;
}

function bare(guid: string): string {
  return guid
    .trim()
    .replace(/^\{(.*)\}$/, '$1')
    .toLowerCase();
}
