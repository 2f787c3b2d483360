import { allNames } from '../assemble.js';
import { addDays, addYears } from '../dates.js';
import type { KeyPair } from '../key-pair.js';
import type { ServerCertificateSpec } from '../server-certificate.js';
import { serverLeaf } from './parts.js';
import type { ChainRecipe } from './profile.js';

/** A server certificate with no authority behind it, as test servers often have. */
export const selfSigned: ChainRecipe<'self-signed'> = {
  profile: 'self-signed',
  explain: 'A server certificate signed by its own key: no authority, so nothing to publish but itself.',
  describe: (spec) => ({
    profile: 'self-signed',
    defects: [],
    certificates: [serverLeaf(spec, { issuer: 'leaf', algorithm: 'sha256RSA', years: 2 })],
    sent: ['leaf'],
    standIns: [],
  }),
};

/** The sound one, as the program many a test server's certificate comes from writes it: without key identifiers. DER. */
export async function selfSignedByTool(spec: ServerCertificateSpec, key: KeyPair): Promise<Buffer> {
  const { generate } = await import('selfsigned');
  const made = await generate([{ name: 'commonName', value: spec.subject }], {
    algorithm: 'sha256',
    notBeforeDate: addDays(spec.at, -30),
    notAfterDate: addDays(addYears(spec.at, 2), -30),
    keyPair: {
      privateKey: key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      publicKey: key.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: allNames(spec).map((value) => ({ type: 2, value })) },
    ],
  });
  return Buffer.from(made.cert.replace(/-----[^-]+-----|\s/g, ''), 'base64');
}
