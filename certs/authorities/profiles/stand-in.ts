import { HarnessError } from '../../../harness/foundation/errors/index.js';
import type { NamePart } from '../../encoding/x509.js';
import { type StoredRoot, storedRoot } from '../../trust/trust-store.js';
import type { CertificateDescription, KeyKind } from '../chain-description.js';
import { certificateFields } from '../fields.js';
import { positiveInteger } from '../numbers.js';
import { type SignatureAlgorithm, signatureAlgorithms } from '../signature.js';
import { authority } from './parts.js';

/**
 * A public root to be minted anew with another key: subject, serial number, validity, version, extensions, key size
 * and signature algorithm are the real one's. Errors: CERTIFICATE_SPEC_INVALID when the trust store has no such root.
 */
export function standIn(anchor: string, id: string): CertificateDescription {
  const root = storedRoot(anchor);
  if (root === undefined) throw invalid(`the trust store has no root ${anchor}`);
  const copied = root.certificate ?? twinOf(root)?.certificate;
  return authority({
    id,
    issuer: id,
    key: keyKind(root),
    algorithm: algorithmOf(root),
    notBefore: new Date(root.notBefore),
    notAfter: new Date(root.notAfter),
    serial: positiveInteger(root.serial),
    ...(copied === undefined ? fromTable(root) : fromCertificate(Buffer.from(copied, 'base64'))),
  });
}

/** The other root of the table with the same name and key, where it was issued twice. */
export function twinOf(root: StoredRoot): StoredRoot | undefined {
  return root.sameKeyAs === undefined ? undefined : storedRoot(root.sameKeyAs);
}

type Copied = Pick<CertificateDescription, 'subject' | 'version' | 'extensions'>;

function fromCertificate(der: Buffer): Copied {
  const { extensions, subject, version } = certificateFields(der);
  return { subject, version, ...(extensions === undefined ? {} : { extensions }) };
}

/** Two roots of 1994 and 1996 are known by the table alone: version 1, as all of that age. */
function fromTable(root: StoredRoot): Copied {
  const parts = root.subject.split(/(?<!\\), /).map((part): NamePart => {
    const equals = part.indexOf('=');
    return [part.slice(0, equals), part.slice(equals + 1).replaceAll('\\', '')];
  });
  // The table has the most specific part first.
  return { subject: parts.reverse(), version: 1 };
}

const kinds: Readonly<Record<number, KeyKind>> = { 1000: 'rsa-1000', 1024: 'rsa-1024', 2048: 'rsa-2048' };

function keyKind({ id, keyBits }: StoredRoot): KeyKind {
  const kind = kinds[keyBits];
  if (kind === undefined) throw invalid(`the key of ${id} has ${keyBits} bits`);
  return kind;
}

function algorithmOf({ id, signatureAlgorithm }: StoredRoot): SignatureAlgorithm {
  const found = signatureAlgorithms.find((name) => name === signatureAlgorithm);
  if (found === undefined) throw invalid(`the signature ${signatureAlgorithm} of ${id} cannot be made`);
  return found;
}

function invalid(detail: string): HarnessError {
  return new HarnessError('CERTIFICATE_SPEC_INVALID', { detail });
}
