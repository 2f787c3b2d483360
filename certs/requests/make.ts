import type { KeyObject } from 'node:crypto';

export interface RequestOptions {
  /** The SIP address or device name the certificate is for. */
  readonly commonName: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** Default sha1: what phones of that time sign with (inferred). */
  readonly hash?: 'sha1' | 'sha256';
}

/** A PKCS#10 certificate request (RFC 2986) with the common name alone, as DER. */
export async function makeCertificateRequest(options: RequestOptions): Promise<Buffer> {
  const { commonName, privateKey, publicKey, hash = 'sha1' } = options;
  const { distinguishedName, rsaSigning, signingKey, verifyingKey, x509 } = await import('../encoding/x509.js');
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name: distinguishedName([['CN', commonName]]),
    keys: { privateKey: await signingKey(privateKey, hash), publicKey: await verifyingKey(publicKey, hash) },
    signingAlgorithm: rsaSigning(hash),
  });
  return Buffer.from(request.rawData);
}
