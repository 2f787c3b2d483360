import type { KeyObject } from 'node:crypto';
import { readMembers, readWhole, Tag } from '../../encoding/der.js';
import { derElement } from '../../encoding/der-writer.js';
import type { IdentifiedKey } from './key-identifiers.js';
import { signAs } from './sign.js';
import { authorityKeyId, type CertificateTemplate, EXTENSIONS, keyIdentifiers } from './template.js';

/** What is new in a look-alike. */
export interface Replacement {
  readonly key: IdentifiedKey;
  readonly subjectKeyId: Buffer | undefined;
  readonly authorityKeyId: Buffer | undefined;
  readonly signingKey: KeyObject;
  /** For errors. */
  readonly subject: string;
}

/** The certificate again, byte for byte but for the replaced pieces. Errors: LOOK_ALIKE_IMPOSSIBLE. */
export function rebuild(template: CertificateTemplate, replacement: Replacement): Buffer {
  const extensions = template.extensions.map(({ der, head, id, value }) => {
    const replaced = replacedValue(id, value, replacement);
    return replaced === undefined ? der : derElement(0x30, head, derElement(0x04, replaced));
  });
  const signed = derElement(
    0x30,
    template.version ?? Buffer.alloc(0),
    template.serial,
    template.innerAlgorithm,
    template.issuer,
    template.validity,
    template.subject,
    replacement.key.publicKeyInfo,
    ...template.uniqueIds,
    extensions.length === 0 ? Buffer.alloc(0) : derElement(EXTENSIONS, derElement(0x30, ...extensions)),
  );
  return signedCertificate(signed, template.outerAlgorithm, replacement);
}

/** RFC 5280 4.1. */
export function signedCertificate(
  signed: Buffer,
  algorithm: Buffer,
  { signingKey, subject }: Pick<Replacement, 'signingKey' | 'subject'>,
): Buffer {
  const signature = signAs(algorithm, signed, signingKey, subject);
  return derElement(0x30, signed, algorithm, derElement(0x03, Buffer.of(0), signature));
}

function replacedValue(id: string, value: Buffer, replacement: Replacement): Buffer | undefined {
  if (id === keyIdentifiers.subject && replacement.subjectKeyId !== undefined) {
    return derElement(0x04, replacement.subjectKeyId);
  }
  const identifier = replacement.authorityKeyId;
  if (id !== keyIdentifiers.authority || identifier === undefined) return undefined;
  const { members } = authorityKeyId(value);
  return derElement(0x30, ...members.map((one) => (one[0] === 0x80 ? derElement(0x80, identifier) : one)));
}

/** A new key in the original's clothes: the AlgorithmIdentifier stays, parameters and all. */
export function identifiedKey(publicKey: KeyObject, keyAlgorithm?: Buffer): IdentifiedKey {
  const what = 'The public key';
  const whole = publicKey.export({ type: 'spki', format: 'der' });
  const [algorithm, bits] = readMembers(what, whole, readWhole(what, whole, Tag.sequence));
  if (algorithm === undefined || bits === undefined) throw new TypeError('a public key without its two members');
  const keyOctets = whole.subarray(bits.contentStart + 1, bits.end);
  const identifier = keyAlgorithm ?? whole.subarray(algorithm.start, algorithm.end);
  return { keyOctets, publicKeyInfo: derElement(0x30, identifier, derElement(0x03, Buffer.of(0), keyOctets)) };
}
