import type { KeyPair } from '../../certs/authorities/key-pair.js';
import { rsaSigning, signingKey, verifyingKey, x509 } from '../../certs/encoding/x509.js';

/** Gives a function that makes one self-signed certificate of ordinary shape by the library's generator. */
export async function issueByLibrary({ privateKey, publicKey }: KeyPair): Promise<() => Promise<unknown>> {
  const keys = {
    publicKey: await verifyingKey(publicKey, 'sha256'),
    privateKey: await signingKey(privateKey, 'sha256'),
  };
  return async () =>
    await x509.X509CertificateGenerator.createSelfSigned({
      name: 'CN=fe.contoso.test',
      notBefore: new Date('2014-01-01T00:00:00Z'),
      notAfter: new Date('2016-01-01T00:00:00Z'),
      signingAlgorithm: rsaSigning('sha256'),
      keys,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment, true),
        new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: 'fe.contoso.test' }], false),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
        await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey),
      ],
    });
}
