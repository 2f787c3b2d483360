import { allNames, assemble } from '../assemble.js';
import { addDays, addYears } from '../dates.js';
import { leafKey } from '../keys.js';
import type { ChainRecipe } from './profile.js';

/** A server certificate with no authority behind it, as test servers often have. */
export const selfSigned: ChainRecipe<'self-signed'> = {
  profile: 'self-signed',
  explain: 'A server certificate signed by its own key: no authority, so nothing to publish but itself.',
  async mint(spec) {
    const [{ generate }, key] = await Promise.all([import('selfsigned'), leafKey()]);
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
    const leaf = Buffer.from(made.cert.replace(/-----[^-]+-----|\s/g, ''), 'base64');
    return assemble({ profile: 'self-signed', leaf, intermediates: [], root: undefined, privateKey: key.privateKey });
  },
};
