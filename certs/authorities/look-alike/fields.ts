import { readElement, readMembers, readOid } from '../../encoding/der.js';
import { parseCertificate } from '../../trust/certificate.js';
import { signatureAlgorithm } from '../../trust/signature-algorithms.js';
import { extensionNames } from './extension-names.js';
import { authorityKeyId, keyIdentifiers, readTemplate } from './template.js';

export interface Field {
  /** Equal when the field is the same. */
  readonly compared: string;
  /** For a person. */
  readonly shown: string;
  /** It must change with the keys. */
  readonly followsKey: boolean;
}

/** Longest value shown in hex; the rest of a longer one tells nobody anything. */
const SHOWN_OCTETS = 48;

/** A certificate's fields by name, in their order. Errors: CERTIFICATE_MALFORMED, DER_INVALID, WIRE_TOO_LARGE. */
export function parseFields(der: Buffer): { readonly subject: string; readonly fields: ReadonlyMap<string, Field> } {
  const { key, summary } = parseCertificate(der);
  const template = readTemplate(der);
  const fields = new Map<string, Field>();
  const add = (name: string, value: Buffer, shown = hex(value), followsKey = false) =>
    fields.set(name, { compared: value.toString('hex'), shown, followsKey });
  const absent = Buffer.alloc(0);
  add(
    'version',
    template.version ?? absent,
    template.version === undefined ? '1' : `${(template.version.at(-1) ?? 0) + 1}`,
  );
  add('serial number', template.serial, summary.serial);
  add('signature algorithm', template.outerAlgorithm, algorithmName(template.outerAlgorithm));
  add('signature algorithm (signed)', template.innerAlgorithm, algorithmName(template.innerAlgorithm));
  add('issuer', template.issuer, summary.issuer);
  add('not before', template.notBefore, summary.notBefore.toISOString());
  add('not after', template.notAfter, summary.notAfter.toISOString());
  add('subject', template.subject, summary.subject);
  add('public key algorithm', template.keyAlgorithm, key?.asymmetricKeyType ?? hex(template.keyAlgorithm));
  add('key size', Buffer.from(`${summary.keyBits}`), `${summary.keyBits} bits`);
  const exponent = `${key?.asymmetricKeyDetails?.publicExponent ?? ''}`;
  if (exponent !== '') add('public exponent', Buffer.from(exponent), exponent);
  add('public key', template.keyOctets, undefined, true);
  for (const [index, id] of template.uniqueIds.entries()) add(`unique identifier ${index + 1}`, id);
  const order = template.extensions.map(({ id }) => id).join(', ');
  add('order of extensions', Buffer.from(order), order);
  for (const { critical, der: whole, id, value } of template.extensions) {
    const name = extensionNames[id];
    const label = `extension ${id}${name === undefined ? '' : ` (${name})`}`;
    if (id === keyIdentifiers.authority) addAuthorityKeyId(add, label, value, critical);
    else add(label, whole, `${critical ? 'critical ' : ''}${hex(value)}`, id === keyIdentifiers.subject);
  }
  const signature = der.subarray(der.length - template.signatureOctets);
  add('signature', signature, undefined, true);
  add('thumbprint', Buffer.from(summary.thumbprint), summary.thumbprint, true);
  return { subject: summary.subject, fields };
}

type Add = (name: string, value: Buffer, shown?: string, followsKey?: boolean) => void;

/** Its identifier follows the issuer's key; the issuer's name and serial number in it do not. */
function addAuthorityKeyId(add: Add, label: string, value: Buffer, critical: boolean): void {
  const { id, members } = authorityKeyId(value);
  if (id !== undefined) add(label, id, undefined, true);
  const rest = members.filter((member) => member[0] !== 0x80);
  const others = Buffer.concat([Buffer.of(critical ? 1 : 0), ...rest]);
  add(`${label}, beside the identifier`, others);
}

function algorithmName(identifier: Buffer): string {
  const what = 'The algorithm';
  const [oid] = readMembers(what, identifier, readElement(what, identifier));
  return oid === undefined ? hex(identifier) : signatureAlgorithm(readOid(what, identifier, oid)).name;
}

function hex(value: Buffer): string {
  const shown = value.subarray(0, SHOWN_OCTETS).toString('hex').toUpperCase();
  return value.length > SHOWN_OCTETS ? `${shown}... (${value.length} bytes)` : shown;
}
