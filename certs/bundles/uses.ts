import { readTemplate } from '../authorities/look-alike/template.js';
import { readWhole } from '../encoding/der.js';
import type { ParsedCertificate } from '../trust/certificate.js';

/** Extended key usages by identifier, as Windows words them (RFC 5280 4.2.1.12 and Microsoft's and Netscape's own). */
const purposes: Readonly<Record<string, string>> = {
  '1.3.6.1.5.5.7.3.1': 'server authentication',
  '1.3.6.1.5.5.7.3.2': 'client authentication',
  '1.3.6.1.5.5.7.3.3': 'code signing',
  '1.3.6.1.5.5.7.3.4': 'secure e-mail',
  '1.3.6.1.5.5.7.3.8': 'time stamping',
  '1.3.6.1.5.5.7.3.9': 'OCSP signing',
  '1.3.6.1.5.2.3.5': 'KDC authentication',
  '1.3.6.1.4.1.311.10.3.3': 'server gated crypto (Microsoft)',
  '1.3.6.1.4.1.311.10.3.4': 'encrypting file system',
  '1.3.6.1.4.1.311.20.2.2': 'smart card logon',
  '2.16.840.1.113730.4.1': 'server gated crypto (Netscape)',
  '2.5.29.37.0': 'any purpose',
};

/** RFC 5280 4.2.1.3, in the order of its bits. */
const keyUsages = [
  'digital signature',
  'non-repudiation',
  'key encipherment',
  'data encipherment',
  'key agreement',
  'certificate signing',
  'revocation list signing',
  'encipher only',
  'decipher only',
] as const;

/** What a certificate may be used for; empty when it does not restrict that. Unknown purposes stay identifiers. */
export function purposesOf({ x509 }: ParsedCertificate): string[] {
  return (x509.keyUsage ?? []).map((id) => purposes[id] ?? id);
}

/** What its key may be used for; empty when it does not restrict that. Errors: DER_INVALID. */
export function keyUsagesOf({ der }: ParsedCertificate): string[] {
  const extension = readTemplate(der).extensions.find(({ id }) => id === '2.5.29.15');
  if (extension === undefined) return [];
  const { contentStart, end } = readWhole('The key usage', extension.value, 0x03);
  const bits = extension.value.subarray(contentStart + 1, end);
  return keyUsages.filter((_, index) => ((bits[index >> 3] ?? 0) & (0x80 >> (index & 7))) !== 0);
}
