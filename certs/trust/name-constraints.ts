import { type DerElement, readMembers, readWhole, Tag } from '../encoding/der.js';
import type { CertificateFacts } from './facts.js';

/** The forms of name whose constraints are judged (RFC 5280 4.2.1.10); a server has no others. */
export interface NameForms {
  /** Lower case; a leading dot means below that domain only. */
  readonly dns: readonly string[];
  /** Hex of address and mask one after the other, 8 or 32 bytes. */
  readonly ip: readonly string[];
  /** DER of a distinguished name. */
  readonly directory: readonly Buffer[];
}

export interface NameConstraints {
  readonly permitted: NameForms;
  readonly excluded: NameForms;
}

const what = 'The certificate';

/** Errors: DER_INVALID. */
export function readNameConstraints(value: Buffer): NameConstraints {
  const members = readMembers(what, value, readWhole(what, value, Tag.sequence));
  const forms = (tag: number) => {
    const subtrees = members.find((member) => member.tag === tag);
    return subtrees === undefined ? nothing : formsOf(value, subtrees);
  };
  return { permitted: forms(0xa0), excluded: forms(0xa1) };
}

const nothing: NameForms = { dns: [], ip: [], directory: [] };

function formsOf(value: Buffer, subtrees: DerElement): NameForms {
  const bases = readMembers(what, value, subtrees).map((subtree) => readMembers(what, value, subtree)[0]);
  const contents = (tag: number) =>
    bases.flatMap((base) => (base?.tag === tag ? [value.subarray(base.contentStart, base.end)] : []));
  return {
    dns: contents(0x82).map((name) => name.toString('latin1').toLowerCase()),
    ip: contents(0x87).map((range) => range.toString('hex')),
    directory: contents(0xa4).map(asDirectoryName),
  };
}

/** A distinguished name as DER, checked here so that no comparison meets anything else. Errors: DER_INVALID. */
export function asDirectoryName(der: Buffer): Buffer {
  readWhole(what, der, Tag.sequence);
  return der;
}

/** The first name of a certificate that an authority above it does not allow; undefined when all are allowed. */
export function nameOutside(facts: CertificateFacts, { excluded, permitted }: NameConstraints): string | undefined {
  const hosts = facts.dnsNames.length > 0 ? facts.dnsNames : facts.commonNames.filter(looksLikeHost);
  return (
    hosts.find((name) => outside(name, permitted.dns, excluded.dns, withinDomain)) ??
    facts.ipAddresses.find((address) => outside(address, permitted.ip, excluded.ip, withinRange)) ??
    (facts.directoryNames.some((name) => outside(name, permitted.directory, excluded.directory, withinDirectory))
      ? 'its subject'
      : undefined)
  );
}

function outside<T>(name: T, permitted: readonly T[], excluded: readonly T[], within: (name: T, base: T) => boolean) {
  if (excluded.some((base) => within(name, base))) return true;
  return permitted.length > 0 && !permitted.some((base) => within(name, base));
}

/** `contoso.test` covers itself and everything below it. */
function withinDomain(name: string, base: string): boolean {
  const host = name.toLowerCase();
  if (base === '' || host === base) return true;
  return host.endsWith(base.startsWith('.') ? base : `.${base}`);
}

function withinRange(address: string, range: string): boolean {
  if (range.length !== address.length * 2) return false;
  const [bytes, base, mask] = [address, range.slice(0, address.length), range.slice(address.length)].map((hex) =>
    Buffer.from(hex, 'hex'),
  );
  return bytes?.every((byte, index) => (byte & (mask?.[index] ?? 0)) === (base?.[index] ?? 0)) ?? false;
}

/** The base's parts come first, in the same encoding; RFC 5280 7.1 would also fold letter case. */
function withinDirectory(name: Buffer, base: Buffer): boolean {
  const inner = (bytes: Buffer) => {
    const element = readWhole(what, bytes, Tag.sequence);
    return bytes.subarray(element.contentStart, element.end);
  };
  const [whole, part] = [inner(name), inner(base)];
  return whole.subarray(0, part.length).equals(part);
}

function looksLikeHost(name: string): boolean {
  return name.includes('.') && /^[\w.-]+$/.test(name);
}
