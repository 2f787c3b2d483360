import { isIP } from 'node:net';
import type { ParsedCertificate } from './certificate.js';
import type { TrustProfile } from './profile.js';

export type NameMatch = { matches: true; warnings: string[] } | { matches: false; sentence: string };

/**
 * Whether a server certificate is for `name`: the common name or a dNSName equals it, letter case aside (inferred:
 * phones follow what Lync's certificate requirements ask of servers). Wildcards go by the profile.
 */
export function judgeName(leaf: ParsedCertificate, name: string, profile: TrustProfile): NameMatch {
  if (matchesHost(leaf, name, false)) return { matches: true, warnings: [] };
  const { subject, names } = leaf.summary;
  if (matchesHost(leaf, name, true)) {
    if (profile.wildcard.is === 'accept') return { matches: true, warnings: [] };
    const sentence = `"${subject}" covers ${name} by a wildcard only. ${profile.wildcard.because}`;
    return profile.wildcard.is === 'warn' ? { matches: true, warnings: [sentence] } : { matches: false, sentence };
  }
  const listed = names.length === 0 ? 'no other name' : `the names ${names.join(', ')}`;
  return { matches: false, sentence: `The certificate is for "${subject}" with ${listed}, not for ${name}.` };
}

function matchesHost({ x509 }: ParsedCertificate, name: string, wildcards: boolean): boolean {
  // A NUL would end the name early for OpenSSL; an empty one would match anything.
  if (name === '' || name.includes('\0')) return false;
  if (isIP(name) !== 0) return x509.checkIP(name) !== undefined;
  return x509.checkHost(name, { subject: 'always', wildcards }) !== undefined;
}
