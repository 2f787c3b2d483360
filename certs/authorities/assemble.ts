import type { ServerCertificateSpec } from './server-certificate.js';

/** The subject first, as Lync's certificate wizard writes it, then the rest without repetition. */
export function allNames({ names, subject }: Pick<ServerCertificateSpec, 'names' | 'subject'>): string[] {
  return [...new Set([subject, ...names])];
}

/** RFC 7468 form of a DER certificate. */
export function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
