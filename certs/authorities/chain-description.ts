import { HarnessError } from '../../harness/foundation/errors/index.js';
import type { NamePart } from '../encoding/x509.js';
import type { SignatureAlgorithm } from './signature.js';

export type KeyKind = 'rsa-1000' | 'rsa-1024' | 'rsa-2048' | 'rsa-4096' | 'ec-p256' | 'ec-p384';

export type KeyUsage = 'digitalSignature' | 'keyEncipherment' | 'keyAgreement' | 'keyCertSign' | 'cRLSign';

/** What one certificate shall be: plain data, so that a defect is a change of data. */
export interface CertificateDescription {
  /** Within its chain: `leaf`, `issuing`, `root`, or what a profile or defect adds. */
  readonly id: string;
  /** Id of the certificate whose key signs it; its own id for a self-signed one. */
  readonly issuer: string;
  /** Parts in encoded order, or a distinguished name as DER. */
  readonly subject: readonly NamePart[] | Buffer;
  readonly key: KeyKind;
  /** Id of the certificate whose key this one has too. */
  readonly keyOf?: string;
  /** What it is signed with, by its issuer. */
  readonly algorithm: SignatureAlgorithm;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Content octets of the INTEGER as hex, so negative ones too. Default: 16 random octets, positive. */
  readonly serial?: string;
  /** Version 1 has no extensions. Default 3. */
  readonly version?: 1 | 3;
  /** Says CA in its basic constraints. */
  readonly authority: boolean;
  /** Of an authority: how many authorities may follow below it. */
  readonly pathLength?: number;
  /** None: no such extension. */
  readonly keyUsages: readonly KeyUsage[];
  /** Object identifiers. None: no such extension. */
  readonly extendedKeyUsages: readonly string[];
  readonly dnsNames: readonly string[];
  readonly uris?: readonly string[];
  /** Domains the names below an authority must be in (RFC 5280 4.2.1.10). */
  readonly permittedDomains?: readonly string[];
  /** Address of the revocation list, which Lync requires of a server certificate. */
  readonly crl?: string;
  /** Extensions as DER, taken over in place of those above; key identifiers in it are made to fit. */
  readonly extensions?: Buffer;
}

export interface ChainDescription {
  readonly profile: string;
  /** Ids of those built in. */
  readonly defects: readonly string[];
  /** The path first, leaf to root; then those beside it. */
  readonly certificates: readonly CertificateDescription[];
  /** Ids in the order the server presents them. */
  readonly sent: readonly string[];
  /** Which of them take the place of which public root. */
  readonly standIns: readonly { readonly anchor: string; readonly id: string }[];
}

export const serverAuth = '1.3.6.1.5.5.7.3.1';
export const clientAuth = '1.3.6.1.5.5.7.3.2';

/** Errors: CERTIFICATE_SPEC_INVALID when the chain has no such certificate. */
export function certificateOf(chain: ChainDescription, id: string): CertificateDescription {
  const found = chain.certificates.find((one) => one.id === id);
  if (found === undefined) {
    throw new HarnessError('CERTIFICATE_SPEC_INVALID', { detail: `the chain has no certificate "${id}"` });
  }
  return found;
}

/** From the leaf up to the self-signed end. */
export function pathOf(chain: ChainDescription): CertificateDescription[] {
  const path = [certificateOf(chain, 'leaf')];
  for (let top = path[0]; top !== undefined && top.issuer !== top.id; ) {
    top = certificateOf(chain, top.issuer);
    if (path.includes(top)) break;
    path.push(top);
  }
  return path;
}

/** Between leaf and root, the leaf's issuer first. */
export function intermediatesOf(chain: ChainDescription): CertificateDescription[] {
  return pathOf(chain).slice(1, -1);
}

/** The chain with one certificate changed. Errors: CERTIFICATE_SPEC_INVALID. */
export function changed(
  chain: ChainDescription,
  id: string,
  change: Partial<CertificateDescription>,
): ChainDescription {
  certificateOf(chain, id);
  const certificates = chain.certificates.map((one) => (one.id === id ? { ...one, ...change } : one));
  return { ...chain, certificates };
}

/** The chain with a certificate beside its path, or in it once another names it as issuer. */
export function added(chain: ChainDescription, certificate: CertificateDescription): ChainDescription {
  return { ...chain, certificates: [...chain.certificates, certificate] };
}

/** The description without one of its optional members. */
export function without<K extends 'crl' | 'extensions' | 'keyOf' | 'pathLength' | 'serial'>(
  certificate: CertificateDescription,
  member: K,
): CertificateDescription {
  const { [member]: _, ...rest } = certificate;
  return rest as CertificateDescription;
}
