import { createPublicKey, generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto';
import { rsaSigning, signingKey, verifyingKey, x509 } from '../../../certs/encoding/x509.js';
import type { EngineIdentity } from '../../../harness/tls/engine/options.js';

/** Small, so that thousands of handshakes take seconds. */
const MODULUS_BITS = 1024;

export interface PeerIdentity extends EngineIdentity {
  readonly publicKey: KeyObject;
  readonly modulusBytes: number;
}

async function makeIdentity(name: string): Promise<PeerIdentity> {
  const pair = generateKeyPairSync('rsa', { modulusLength: MODULUS_BITS });
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    notBefore: new Date('2014-01-01T00:00:00Z'),
    notAfter: new Date('2034-01-01T00:00:00Z'),
    signingAlgorithm: rsaSigning('sha1'),
    keys: {
      publicKey: await verifyingKey(pair.publicKey, 'sha1'),
      privateKey: await signingKey(pair.privateKey, 'sha1'),
    },
  });
  const der = Buffer.from(certificate.rawData);
  const publicKey = createPublicKey(new X509Certificate(der).publicKey.export({ type: 'spki', format: 'pem' }));
  return { chain: [der], privateKey: pair.privateKey, publicKey, modulusBytes: MODULUS_BITS / 8 };
}

let made: Promise<{ readonly server: PeerIdentity; readonly client: PeerIdentity }> | undefined;

/** A server's and a client's certificate, RSA 1024, made once a process. */
export function identities(): NonNullable<typeof made> {
  made ??= Promise.all([makeIdentity('fe01.contoso.test'), makeIdentity('phone.contoso.test')]).then(
    ([server, client]) => ({ server, client }),
  );
  return made;
}
