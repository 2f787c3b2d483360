import { HarnessError } from '../../harness/foundation/errors/index.js';
import { type ParsedCertificate, parseCertificate } from '../trust/certificate.js';

/** Certificates put in the order of a path, whatever order they came in. All are DER, as given. */
export interface OrderedChain {
  readonly leaf: Buffer;
  /** The leaf's issuer first. */
  readonly intermediates: readonly Buffer[];
  /** The self-signed certificate at the end; undefined when it was not given, or when the leaf is all there is. */
  readonly root: Buffer | undefined;
  /** What stands beside that path: doubles, cross-signed twins, strangers; in the given order. */
  readonly surplus: readonly Buffer[];
}

/**
 * The path from a leaf up to the last issuer at hand. The leaf is the first certificate that issued no other one here,
 * and of those, the first that is no authority. An issuer bears the name asked for and its key verifies the signature;
 * where none verifies, the name is enough, so that a broken chain can be looked at too.
 * Errors: CERTIFICATE_SPEC_INVALID for none at all; CERTIFICATE_MALFORMED, DER_INVALID.
 */
export function orderChain(certificates: readonly Buffer[]): OrderedChain {
  const distinct = certificates.filter((one, index) => certificates.findIndex((other) => other.equals(one)) === index);
  const all = distinct.map(parseCertificate);
  const leaf = leafOf(all);
  if (leaf === undefined) throw new HarnessError('CERTIFICATE_SPEC_INVALID', { detail: 'there is no certificate' });
  const path = pathFrom(leaf, all);
  const top = path.at(-1);
  const root = path.length > 1 && top?.summary.selfSigned ? top.der : undefined;
  const intermediates = path.slice(1, root === undefined ? undefined : -1).map(({ der }) => der);
  const used = new Set(path.map(({ der }) => der));
  return { leaf: leaf.der, intermediates, root, surplus: certificates.filter((one) => !used.has(one)) };
}

/** `from` and its issuers among `all`, as far up as they go; a self-signed one ends it. */
export function pathFrom(from: ParsedCertificate, all: readonly ParsedCertificate[]): ParsedCertificate[] {
  const path = [from];
  for (let next: ParsedCertificate | undefined = from; next !== undefined; ) {
    next = next.summary.selfSigned ? undefined : issuerOf(next, all, path);
    if (next !== undefined) path.push(next);
  }
  return path;
}

function leafOf(all: readonly ParsedCertificate[]): ParsedCertificate | undefined {
  const issuers = new Set(all.filter(({ summary }) => !summary.selfSigned).map(({ summary }) => summary.issuer));
  const ends = all.filter(({ summary }) => !issuers.has(summary.subject));
  return ends.find(({ summary }) => !summary.isAuthority) ?? ends[0] ?? all[0];
}

/** Self-signed ones first: they end the path. */
function issuerOf(
  below: ParsedCertificate,
  all: readonly ParsedCertificate[],
  path: readonly ParsedCertificate[],
): ParsedCertificate | undefined {
  const named = all.filter((one) => one.summary.subject === below.summary.issuer && !path.includes(one));
  const verified = named.filter(({ key }) => key !== undefined && below.x509.verify(key));
  const candidates = verified.length > 0 ? verified : named;
  return candidates.find(({ summary }) => summary.selfSigned) ?? candidates[0];
}
