import { createPublicKey, type KeyObject } from 'node:crypto';
import { remembered } from '../../harness/foundation/remembered.js';
import { distinguishedName, type NamePart, type SignatureHash } from '../encoding/x509.js';
import { clientAuth, type KeyUsage, serverAuth } from './chain-description.js';
import { certificateFields } from './fields.js';
import { positiveInteger } from './numbers.js';
import { type CertificateToWrite, writeCertificate } from './write-certificate.js';
import type { WrittenCertificates } from './written-certificates.js';

export interface Issuing {
  /** Its parts in encoded order, or a DER certificate whose subject is taken over byte for byte. */
  readonly subject: readonly NamePart[] | Buffer;
  readonly publicKey: KeyObject;
  /** Undefined: signed by its own key, given as `selfKey`. */
  readonly issuer?: { readonly certificate: Buffer; readonly privateKey: KeyObject };
  readonly selfKey?: KeyObject;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly hash: SignatureHash;
  /** Hex; default 16 random bytes. */
  readonly serial?: string;
  readonly purpose: 'authority' | 'server' | 'client';
  /** Of an authority: how many authorities may follow below it. */
  readonly pathLength?: number;
  readonly dnsNames?: readonly string[];
  readonly uris?: readonly string[];
  /** Address of the revocation list, which Lync requires of a server certificate. */
  readonly crl?: string;
  /** Taken from here when the same was written before; default: written anew. */
  readonly written?: WrittenCertificates;
}

const usages: Readonly<Record<Issuing['purpose'], readonly KeyUsage[]>> = {
  authority: ['digitalSignature', 'keyCertSign', 'cRLSign'],
  server: ['digitalSignature', 'keyEncipherment'],
  client: ['digitalSignature', 'keyEncipherment'],
};

const purposes = { authority: [], server: [serverAuth], client: [clientAuth] } as const;

/** Issues one ordinary certificate (RFC 5280 4) as DER, key identifiers consistent with its issuer's. */
export async function issueCertificate(issuing: Issuing): Promise<Buffer> {
  const { crl, dnsNames = [], hash, issuer, pathLength, publicKey, purpose, selfKey, serial, uris } = issuing;
  const key = issuer?.privateKey ?? selfKey;
  if (key === undefined) throw new TypeError('a certificate needs its issuer, or its own key to sign itself');
  const subject = Buffer.isBuffer(issuing.subject)
    ? certificateFields(issuing.subject).subject
    : encodedName(issuing.subject);
  const above =
    issuer === undefined
      ? { name: subject, publicKey }
      : { name: certificateFields(issuer.certificate).subject, publicKey: createPublicKey(issuer.privateKey) };
  const what: CertificateToWrite = {
    certificate: {
      algorithm: `${hash}RSA`,
      notBefore: issuing.notBefore,
      notAfter: issuing.notAfter,
      authority: purpose === 'authority',
      keyUsages: usages[purpose],
      extendedKeyUsages: purposes[purpose],
      dnsNames,
      ...(serial === undefined ? {} : { serial: positiveInteger(serial) }),
      ...(pathLength === undefined ? {} : { pathLength }),
      ...(uris === undefined ? {} : { uris }),
      ...(crl === undefined ? {} : { crl }),
    },
    subject,
    publicKey,
    issuer: { ...above, privateKey: key },
  };
  return issuing.written ? issuing.written.take(what, writeCertificate) : writeCertificate(what);
}

/** A distinguished name as DER, which nobody may write to. */
export function encodedName(parts: readonly NamePart[]): Buffer {
  return nameByParts(JSON.stringify(parts));
}

const nameByParts = remembered(
  (json) => Buffer.from(distinguishedName(JSON.parse(json) as NamePart[]).toArrayBuffer()),
  { entries: 256, longest: 1024 },
);
