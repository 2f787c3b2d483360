/** What a signature algorithm's object identifier is called, and the parts a phone judges it by. */
export interface SignatureAlgorithm {
  /** As Windows shows it: `sha256RSA`. The dotted identifier itself when nobody here knows it. */
  readonly name: string;
  readonly scheme: 'rsa-pkcs1' | 'rsa-pss' | 'ecdsa' | 'other';
  readonly hash: 'md2' | 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512' | undefined;
}

/** RFC 8017 A.2.4 and C (1.2.840.113549.1.1.*), RFC 5758 (1.2.840.10045.4.*); names as in Windows' certificate dialog. */
const known: Readonly<Record<string, SignatureAlgorithm>> = {
  '1.2.840.113549.1.1.2': { name: 'md2RSA', scheme: 'rsa-pkcs1', hash: 'md2' },
  '1.2.840.113549.1.1.4': { name: 'md5RSA', scheme: 'rsa-pkcs1', hash: 'md5' },
  '1.2.840.113549.1.1.5': { name: 'sha1RSA', scheme: 'rsa-pkcs1', hash: 'sha1' },
  '1.2.840.113549.1.1.10': { name: 'RSASSA-PSS', scheme: 'rsa-pss', hash: undefined },
  '1.2.840.113549.1.1.11': { name: 'sha256RSA', scheme: 'rsa-pkcs1', hash: 'sha256' },
  '1.2.840.113549.1.1.12': { name: 'sha384RSA', scheme: 'rsa-pkcs1', hash: 'sha384' },
  '1.2.840.113549.1.1.13': { name: 'sha512RSA', scheme: 'rsa-pkcs1', hash: 'sha512' },
  '1.2.840.113549.1.1.14': { name: 'sha224RSA', scheme: 'rsa-pkcs1', hash: 'sha224' },
  '1.2.840.10045.4.1': { name: 'sha1ECDSA', scheme: 'ecdsa', hash: 'sha1' },
  '1.2.840.10045.4.3.2': { name: 'sha256ECDSA', scheme: 'ecdsa', hash: 'sha256' },
  '1.2.840.10045.4.3.3': { name: 'sha384ECDSA', scheme: 'ecdsa', hash: 'sha384' },
  '1.2.840.10045.4.3.4': { name: 'sha512ECDSA', scheme: 'ecdsa', hash: 'sha512' },
};

export function signatureAlgorithm(oid: string): SignatureAlgorithm {
  return known[oid] ?? { name: oid, scheme: 'other', hash: undefined };
}
