import { isIP, SocketAddress } from 'node:net';
import { type ParsedCertificate, parseOnce } from './certificate.js';
import type { TrustProfile, TrustRule } from './profile.js';

/** What kind of server the phone calls: some rules for names differ. */
export type ServerKind = 'sip' | 'web';

export type NameMatch = { matches: true; warnings: string[] } | { matches: false; sentence: string };

/**
 * Whether a server certificate is for `name`: the common name or a dNSName equals it, letter case aside (inferred:
 * phones follow what Lync's certificate requirements ask of servers). Wildcards and common names go by the profile.
 */
export function judgeName(leaf: ParsedCertificate, name: string, profile: TrustProfile, kind: ServerKind): NameMatch {
  const { facts, summary } = leaf;
  // A NUL would end the name early for other readers; an empty one would match anything.
  if (name === '' || name.includes('\0')) return { matches: false, sentence: 'The phone has no name to compare with.' };
  if (isIP(name) !== 0) {
    return facts.ipAddresses.includes(addressHex(name)) ? { matches: true, warnings: [] } : notFor(leaf, name);
  }
  if (facts.dnsNames.some((one) => equal(one, name))) return { matches: true, warnings: [] };
  const bare = facts.dnsNames.length === 0;
  const byCommonName = facts.commonNames.some((one) => equal(one, name));
  if (byCommonName && (bare || profile.commonNameBesideNames.is === 'accept')) return { matches: true, warnings: [] };
  const inNames = facts.dnsNames.some((one) => covers(one, name));
  const inCommonName = facts.commonNames.some((one) => covers(one, name));
  if (byCommonName && !inNames) {
    const sentence = `Only the common name of "${summary.subject}" is ${name}. ${profile.commonNameBesideNames.because}`;
    return byRule(profile.commonNameBesideNames, sentence);
  }
  if (inNames || (inCommonName && (bare || profile.commonNameBesideNames.is === 'accept'))) {
    const rule = kind === 'web' && inNames ? profile.wildcardOnWeb : profile.wildcard;
    return byRule(rule, `"${summary.subject}" covers ${name} by a wildcard only. ${rule.because}`);
  }
  return notFor(leaf, name);
}

function byRule({ is }: TrustRule, sentence: string): NameMatch {
  if (is === 'refuse') return { matches: false, sentence };
  return { matches: true, warnings: is === 'warn' ? [sentence] : [] };
}

function notFor({ facts, summary }: ParsedCertificate, name: string): NameMatch {
  const { dnsNames } = facts;
  const shown = dnsNames.slice(0, 12).join(', ') + (dnsNames.length > 12 ? ` and ${dnsNames.length - 12} more` : '');
  const listed = dnsNames.length === 0 ? 'no other name' : `the names ${shown}`;
  return { matches: false, sentence: `The certificate is for "${summary.subject}" with ${listed}, not for ${name}.` };
}

function equal(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** RFC 6125 6.4.3: the star stands for the whole first label, and two more labels follow it. */
function covers(pattern: string, name: string): boolean {
  if (!pattern.startsWith('*.') || pattern.split('.').length < 3) return false;
  const dot = name.indexOf('.');
  return dot > 0 && equal(name.slice(dot), pattern.slice(1));
}

/** The bytes of an IP address as a certificate holds them, in hex. */
export function addressHex(address: string): string {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number)).toString('hex');
  // SocketAddress prints the shortest form, so both halves around `::` can be filled up.
  const [head = '', tail = ''] = new SocketAddress({ address, family: 'ipv6' }).address.split('::');
  const groups = (half: string) => half.split(':').flatMap((group) => (group === '' ? [] : groupHex(group)));
  const [left, right] = [groups(head), groups(tail)];
  return [...left, ...Array<string>(8 - left.length - right.length).fill('0000'), ...right].join('');
}

function groupHex(group: string): string[] {
  if (!group.includes('.')) return [group.padStart(4, '0')];
  const bytes = group.split('.').map((byte) => Number(byte).toString(16).padStart(2, '0'));
  return [bytes.slice(0, 2).join(''), bytes.slice(2).join('')];
}

/** A name the certificate is certainly for; a wildcard is filled in. Empty when it cannot be read. */
export function ownName(der: Buffer | undefined): string {
  try {
    const facts = der === undefined ? undefined : parseOnce(der).facts;
    const name = facts?.dnsNames[0] ?? facts?.commonNames.at(-1) ?? '';
    return name.replace(/^\*\./, 'any.');
  } catch {
    return '';
  }
}
