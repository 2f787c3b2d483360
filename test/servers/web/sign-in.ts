import type { KeyObject } from 'node:crypto';
import { randomBytes } from 'node:crypto';
import { makeCertificateRequest, type RsaKeyPair } from '../../../certs/requests/index.js';
import { openWebTicket, securityHeaderXml, type WebTicket } from '../../../harness/authentication/web-ticket/index.js';
import {
  writeGetAndPublishCertRequest,
  writeRequestSecurityToken,
  writeUsernameToken,
} from '../../../harness/wire/soap/index.js';
import { keptRsaKey } from '../../certs/kept-keys.js';
import type { Answer, WebClient } from './client.js';

export const certificatePath = '/CertProv/CertProvisioningService.svc/WebTicket_Proof_SHA1';
export const certificateUrl = `https://lyncweb.contoso.com${certificatePath}`;
export const pinPath = '/WebTicket/WebTicketService.svc/pin';
export const windowsPath = '/WebTicket/WebTicketService.svc';
export const deviceId = '{2a8d8a04-3b2c-5b1a-9f4e-0c1d2e3f4a5b}';
export const entropy = Buffer.alloc(32, 0x11);

/** A request for a ticket to the certificate port, with these credentials if any. */
export function ticketRequest(credentialsXml?: string, appliesTo = certificateUrl): string {
  return writeRequestSecurityToken({
    context: '7d1bc9d8-9a27-4cd0-a0f4-0d1f0a1b2c3d',
    appliesTo,
    entropy,
    ...(credentialsXml !== undefined && { credentialsXml }),
  });
}

export async function askPinTicket(client: WebClient, number: string, pin: string): Promise<Answer> {
  return await client.soap(pinPath, ticketRequest(writeUsernameToken(number, pin)));
}

/** The ticket of whoever has this number and PIN. */
export async function pinTicket(
  client: WebClient,
  number: string,
  pin: string,
  appliesTo?: string,
): Promise<WebTicket> {
  const answer = await client.soap(pinPath, ticketRequest(writeUsernameToken(number, pin), appliesTo));
  return openWebTicket(answer.text, entropy);
}

export interface CertificateAsk {
  readonly ticket?: WebTicket;
  readonly entity?: string;
  /** DER; by default one with the phone key. */
  readonly request?: Buffer;
}

export async function certificateRequest(ask: CertificateAsk): Promise<string> {
  return writeGetAndPublishCertRequest({
    deviceId,
    entity: ask.entity ?? 'alice@contoso.com',
    request: ask.request ?? (await pkcs10(await phoneKey())),
    requestId: '11111111-2222-3333-4444-555555555555',
    securityXml: ask.ticket ? innerSecurity(ask.ticket) : '',
    to: certificateUrl,
  });
}

export async function askCertificate(client: WebClient, ask: CertificateAsk): Promise<Answer> {
  return await client.soap(certificatePath, await certificateRequest(ask));
}

/** A certificate request of alice's signed by this key for itself, or for another public key. */
export async function pkcs10(key: RsaKeyPair, publicKey: KeyObject = key.publicKey): Promise<Buffer> {
  return await makeCertificateRequest({ commonName: 'alice@contoso.com', privateKey: key.privateKey, publicKey });
}

let key: Promise<RsaKeyPair> | undefined;

/** Made once a process: keys take long. */
export function phoneKey(): Promise<RsaKeyPair> {
  key ??= keptRsaKey();
  return key;
}

export const someSecret = (): string => randomBytes(6).toString('hex');

/** What goes inside `wsse:Security`. */
function innerSecurity(ticket: WebTicket): string {
  const whole = securityHeaderXml(ticket);
  return whole.slice(whole.indexOf('>') + 1, whole.lastIndexOf('</'));
}
