import { constants, type KeyObject, sign } from 'node:crypto';
import { type DerElement, readElement, readMembers, readOid, Tag } from '../../encoding/der.js';
import { signatureAlgorithm } from '../../trust/signature-algorithms.js';
import { signData } from '../signature.js';
import { impossible } from './keys.js';

const what = 'The signature algorithm';

/**
 * Signs as an AlgorithmIdentifier (DER) says: PKCS#1 1.5, RSASSA-PSS, ECDSA, Ed25519 or Ed448.
 * Errors: LOOK_ALIKE_IMPOSSIBLE for others, or when the key is of another kind.
 */
export function signAs(identifier: Buffer, data: Buffer, key: KeyObject, subject: string): Buffer {
  const outer = readElement(what, identifier);
  const [idElement, parameters] = readMembers(what, identifier, outer);
  if (idElement === undefined) throw impossible(subject, 'its signature algorithm is empty');
  const id = readOid(what, identifier, idElement);
  const { hash, name, scheme } = signatureAlgorithm(id);
  const type = key.asymmetricKeyType;
  const fits = (...types: string[]) => types.includes(type ?? '');
  try {
    if (scheme === 'rsa-pkcs1' && fits('rsa')) {
      return hash === 'md2' ? signData('md2RSA', data, key) : sign(hash, data, key);
    }
    if (scheme === 'rsa-pss' && fits('rsa', 'rsa-pss')) {
      const { hash: pssHash, saltLength } = pssParameters(identifier, parameters, subject);
      return sign(pssHash, data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });
    }
    if (scheme === 'ecdsa' && fits('ec')) return sign(hash, data, key);
    if (edwards[id] !== undefined && fits(edwards[id])) return sign(null, data, key);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && String(cause.code).startsWith('ERR_OSSL')) {
      throw impossible(subject, `${name} cannot be signed with such a key (${cause.message})`);
    }
    throw cause;
  }
  throw impossible(subject, `its signature algorithm ${name} cannot be made with a key of type ${type ?? 'unknown'}`);
}

/** RFC 8410 3. */
const edwards: Readonly<Record<string, string>> = { '1.3.101.112': 'ed25519', '1.3.101.113': 'ed448' };

/** Hash identifiers (RFC 8017 B.1). */
const hashes: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
  '2.16.840.1.101.3.4.2.4': 'sha224',
};

/** RSASSA-PSS-params (RFC 4055 3.1): SHA-1, MGF1 with SHA-1 and 20 octets of salt where nothing else is said. */
export function pssParameters(der: Buffer, parameters: DerElement | undefined, subject: string) {
  const given = parameters?.tag === Tag.sequence ? readMembers(what, der, parameters) : [];
  const content = (tag: number) => {
    const wrapper = given.find((one) => one.tag === tag);
    return wrapper && readMembers(what, der, wrapper)[0];
  };
  const hash = hashOf(der, content(0xa0));
  const mask = content(0xa1);
  const maskHash = mask === undefined ? 'sha1' : hashOf(der, readMembers(what, der, mask)[1]);
  if (hash === undefined || hash !== maskHash) {
    throw impossible(subject, 'its RSASSA-PSS signature uses hashes that cannot be made here');
  }
  const salt = content(0xa2);
  const octets = salt === undefined ? undefined : der.subarray(salt.contentStart, salt.end);
  if (octets !== undefined && (octets.length < 1 || octets.length > 2)) {
    throw impossible(subject, 'its RSASSA-PSS salt length makes no sense');
  }
  return { hash, saltLength: octets?.readUIntBE(0, octets.length) ?? 20 };
}

function hashOf(der: Buffer, identifier: DerElement | undefined): string | undefined {
  if (identifier === undefined) return 'sha1';
  const [id] = readMembers(what, der, identifier);
  return id && hashes[readOid(what, der, id)];
}
